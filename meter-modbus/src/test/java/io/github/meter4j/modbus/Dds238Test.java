package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.Counted;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.Quadrant;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterImage;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterSource;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Dds238Test {
  /** An answer of a meter, from the comments of Tasmota's xnrg_09_dds2382.ino. */
  private static final String CAPTURED =
      "01 03 24 00 00 1C 7B 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 F3 00 00 17 88"
          + " 09 77 01 A6 03 F8 00 70 03 E1 13 8A 63 ED";

  /** Computed: 512 W are fed into the grid. */
  private static final String EXPORTING =
      "01 03 24 00 01 E2 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 5B A0 00 01 86 A0"
          + " 08 FD 00 E1 FE 00 00 1E 03 DE 13 89 3D B4";

  private static final RegisterMap MAP = RegisterMap.builtIn("dds238");
  private static final Measurand TOTAL = Measurand.of(Kind.ACTIVE_ENERGY, Direction.COMBINED);
  private static final Measurand REACTIVE = Measurand.of(Kind.REACTIVE_POWER, Direction.NET);

  private static ModbusSnapshot decode(String frame) {
    return decode(Hex.answer(frame));
  }

  private static ModbusSnapshot decode(int... words) {
    return ModbusSnapshot.of(MAP, 1, List.of(new RegisterBlock(RegisterTable.HOLDING, 0, words)));
  }

  private static String said(ModbusSnapshot snapshot) {
    return String.join(", ", snapshot.measurements().stream().map(Measurement::toString).toList());
  }

  @Test
  void theCapturedAnswerIsDecodedWhole() {
    ModbusSnapshot snapshot = decode(CAPTURED);
    assertThat(said(snapshot))
        .isEqualTo(
            "active_energy_combined 72.91 kWh, active_energy_export 12.67 kWh,"
                + " active_energy_import 60.24 kWh, voltage_l1 242.3 V, current_l1 4.22 A,"
                + " active_power_net 1016 W, reactive_power_net 112 var, power_factor 0.993,"
                + " frequency 50.02 Hz");
    assertThat(snapshot.powerFactor())
        .hasValueSatisfying(factor -> assertThat(factor).hasToString("0.993 Q1"));
    assertThat(snapshot.detected()).containsExactly("layout=2");
    assertThat(snapshot.faults()).isEmpty();
    assertThat(snapshot.integrity()).isEqualTo(Integrity.UNCHECKED);
    assertThat(snapshot.register("voltage").orElseThrow().words()).containsExactly(0x0977);
    assertThat(snapshot.register("voltage").orElseThrow().address()).isEqualTo(0x0c);
  }

  @Test
  void exportIsNegativePower() {
    ModbusSnapshot snapshot = decode(EXPORTING);
    assertThat(said(snapshot))
        .isEqualTo(
            "active_energy_combined 1234.56 kWh, active_energy_export 234.56 kWh,"
                + " active_energy_import 1000.00 kWh, voltage_l1 230.1 V, current_l1 2.25 A,"
                + " active_power_net -512 W, reactive_power_net 30 var, power_factor 0.990,"
                + " frequency 50.01 Hz");
    assertThat(snapshot.powerFactor().orElseThrow().quadrant()).contains(Quadrant.Q2);
  }

  /** Tasmota issue 6531: seen as 65358 var. */
  @Test
  void reactivePowerIsSigned() {
    int[] words = Hex.answer(EXPORTING);
    words[0x0f] = 65358;
    assertThat(decode(words).require(REACTIVE)).hasToString("-178 var");
  }

  /** Boards of version 1, Tasmota issue 6384. */
  @Test
  void theOlderLayoutIsFound() {
    int[] words = Hex.answer(CAPTURED);
    for (int i = 0; i < 4; i++) {
      words[4 + i] = words[8 + i];
      words[8 + i] = 0;
    }
    ModbusSnapshot snapshot = decode(words);
    assertThat(snapshot.detected()).containsExactly("layout=1");
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_EXPORT)).hasToString("12.67 kWh");
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("60.24 kWh");
    assertThat(snapshot.register("import").orElseThrow().address()).isEqualTo(6);
    assertThat(snapshot.measurements()).hasSize(9);
  }

  @Test
  void aNewMeterIsOfTheCommonLayout() {
    ModbusSnapshot snapshot = decode(new int[18]);
    assertThat(snapshot.detected()).containsExactly("layout=2");
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("0.00 kWh");
  }

  /** A board that counts net energy: the total is import minus export, and no layout adds up. */
  @Test
  void aTotalThatIsNoSumLeavesImportAndExportAlone() {
    int[] words = Hex.answer(CAPTURED);
    words[1] = 6024 - 1267;
    ModbusSnapshot snapshot = decode(words);
    assertThat(snapshot.detected()).containsExactly("layout=2");
    assertThat(snapshot.require(TOTAL)).hasToString("47.57 kWh");
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("60.24 kWh");
  }

  @Test
  void theLayoutCanBeChosen() {
    RegisterMap chosen = MAP.with("layout", "1");
    ModbusSnapshot snapshot =
        ModbusSnapshot.of(
            chosen, 1, List.of(new RegisterBlock(RegisterTable.HOLDING, 0, Hex.answer(CAPTURED))));
    assertThat(snapshot.detected()).isEmpty();
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("0.00 kWh");
  }

  @Test
  void everythingIsReadInOneTransaction() throws MeterException {
    RegisterImage image = RegisterImage.empty(MAP).put(RegisterTable.HOLDING, 0, new int[18]);
    image.put("voltage", "230.1").put("power", "-512 W").put("total", "1.00 kWh");
    Counted registers = new Counted(image);
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    ModbusSnapshot snapshot = ReadPlan.of(MAP).read(registers, 7, "dds238:x", clock);

    assertThat(registers.asked()).containsExactly("HOLDING 0+18");
    assertThat(snapshot.get(Measurand.VOLTAGE.on(Phase.L1)))
        .hasValueSatisfying(voltage -> assertThat(voltage).hasToString("230.1 V"));
    assertThat(snapshot.unit()).isEqualTo(7);
    assertThat(snapshot.map()).isEqualTo("dds238");
    assertThat(snapshot.source()).isEqualTo("dds238:x");
    assertThat(snapshot.receivedAt()).contains(clock.instant());
    assertThat(snapshot.frame()).hasSize(36);
    assertThat(snapshot.integrity()).isEqualTo(Integrity.VERIFIED);
  }

  /** Without the total and the export nobody could tell where the import stands. */
  @Test
  void whatTellsTheLayoutIsReadWithTheRowThatNeedsIt() {
    int[] words = Hex.answer(CAPTURED);
    for (int i = 0; i < 4; i++) {
      words[4 + i] = words[8 + i];
      words[8 + i] = 0;
    }
    RegisterImage old = RegisterImage.empty(MAP).put(RegisterTable.HOLDING, 0, words);
    ModbusSnapshot snapshot = read(MAP.only(List.of("import")), old);
    assertThat(snapshot.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("60.24 kWh");
    assertThat(snapshot.registers()).hasSize(3);
    assertThat(read(MAP.only(List.of("voltage")), old).registers()).hasSize(1);
  }

  @Test
  void theRelayIsReadWhenAskedFor() throws DeviceException {
    RegisterMap relay = MAP.with("relay", "on");
    RegisterImage image = RegisterImage.zero(relay).put("relay", "1");
    Counted registers = new Counted(image);
    ModbusSnapshot snapshot = read(relay, registers);
    assertThat(registers.asked()).containsExactly("HOLDING 0+18", "HOLDING 26+1");
    assertThat(snapshot.register("relay").flatMap(value -> value.quantity()).map(Object::toString))
        .isEqualTo(Optional.of("1"));
    assertThat(said(snapshot)).doesNotContain("relay");
  }

  private static ModbusSnapshot read(RegisterMap map, RegisterSource registers) {
    try {
      return ReadPlan.of(map).read(registers, 1, "", Clock.systemUTC());
    } catch (MeterException e) {
      throw new AssertionError(e);
    }
  }
}
