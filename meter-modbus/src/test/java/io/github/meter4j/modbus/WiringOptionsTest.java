package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.ScriptedSlave;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WiringOptionsTest {
  /** -512 W, import 1000 kWh, export 234.56 kWh, 230.1 V: computed. */
  private static final String DDS238 =
      "01 03 24 00 01 E2 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 5B A0 00 01 86 A0"
          + " 08 FD 00 E1 FE 00 00 1E 03 DE 13 89 3D B4";

  private final ScriptedSlave slave = new ScriptedSlave().answers(DDS238);

  private MeterSource<ModbusSnapshot> source() {
    return Modbus.over(RegisterMap.builtIn("dds238"), slave);
  }

  @Test
  void aMeterIsInvertedAndMovedByItsOptions() throws MeterException {
    try (var meter =
        MeterReader.open(
            source()
                .with(ModbusOptions.INVERT, true)
                .with(ModbusOptions.PHASES, List.of(Phase.L3)))) {
      ModbusSnapshot snapshot = meter.read();
      assertThat(snapshot.netPower()).hasToString("Optional[512 W]");
      assertThat(snapshot.totalImport()).hasToString("Optional[234.56 kWh]");
      assertThat(snapshot.totalExport()).hasToString("Optional[1000.00 kWh]");
      assertThat(snapshot.get(Measurand.VOLTAGE.on(Phase.L3))).hasToString("Optional[230.1 V]");
      assertThat(snapshot.map()).isEqualTo("dds238");
    }
  }

  @Test
  void theyAreOffUnlessTheAddressNamesThem() throws MeterException {
    try (var meter = MeterReader.open(source())) {
      ModbusSnapshot snapshot = meter.read();
      assertThat(snapshot.netPower()).hasToString("Optional[-512 W]");
      assertThat(snapshot.totalImport()).hasToString("Optional[1000.00 kWh]");
      assertThat(snapshot.get(Measurand.VOLTAGE.on(Phase.L1))).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdm630:/dev/x", "modbus:/dev/x", "iem3155+tcp://host:502"})
  void anAddressNamesThem(String address) {
    MeterSource<?> source = MeterSource.parse(address + "?invert=true&phases=L2,L3,L1");
    assertThat(source.options().get(ModbusOptions.INVERT)).isTrue();
    assertThat(source.options().get(ModbusOptions.PHASES))
        .containsExactly(Phase.L2, Phase.L3, Phase.L1);
    assertThat(source.toString()).contains("invert=true&phases=L2,L3,L1");
  }

  @Test
  void whatTheMapDoesNotHaveIsRefusedWhenItIsOpened() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MeterReader.open(
                    Modbus.over(RegisterMap.builtIn("or-we-504"), slave)
                        .with(ModbusOptions.INVERT, true)))
        .withMessageContaining("leave invert out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSource.parse("sdm630:/dev/x?phases=L4"))
        .withMessageContaining("phases");
  }
}
