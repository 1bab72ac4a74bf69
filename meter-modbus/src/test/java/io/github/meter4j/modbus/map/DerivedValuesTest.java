package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Measurand;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a map's registers say together: net power and totals. */
class DerivedValuesTest {

  /** Their power has no direction, so nothing says whether it is taken or given. */
  private static final Set<String> WITHOUT_DIRECTION = Set.of("or-we-504", "or-we-514", "ale3");

  /** They count import and export into one register. */
  private static final Set<String> COMBINED_ONLY = Set.of("or-we-504", "or-we-514", "ddm18sd");

  static List<String> maps() {
    return RegisterMap.builtIns();
  }

  private static ModbusSnapshot read(RegisterMap map, RegisterImage image) throws MeterException {
    return ReadPlan.of(map).read(image, 1, "", Clock.systemUTC());
  }

  @ParameterizedTest
  @MethodSource("maps")
  void everyMeterThatKnowsDirectionsHasANetPowerAndATotal(String name) throws MeterException {
    RegisterMap map = RegisterMap.builtIn(name);
    ModbusSnapshot snapshot = read(map, RegisterImage.zero(map));
    assertThat(snapshot.measurements()).isNotEmpty();

    assertThat(snapshot.netPower().isPresent()).isNotEqualTo(WITHOUT_DIRECTION.contains(name));
    assertThat(snapshot.totalImport().isPresent()).isNotEqualTo(COMBINED_ONLY.contains(name));
    assertThat(snapshot.totalImport()).isEqualTo(snapshot.get(Measurand.ACTIVE_ENERGY_IMPORT));
    assertThat(snapshot.totalExport()).isEqualTo(snapshot.get(Measurand.ACTIVE_ENERGY_EXPORT));
  }

  @Test
  void aMeterWithAPowerForEachDirectionHasTheirDifference() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("dvh4013");
    RegisterImage image =
        RegisterImage.zero(map).put("import_power", "0.0 W").put("export_power", "512.5 W");
    assertThat(read(map, image).netPower()).hasToString("Optional[-512.5 W]");
  }

  @Test
  void theSignedPowerGoesBeforeAveragesAndPhases() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("sdm630");
    RegisterImage image =
        RegisterImage.zero(map)
            .put("power", "-1500 W")
            .put("power_demand", "7 W")
            .put("power_l1", "3 W")
            .put("import_l1", "99 kWh")
            .put("import", "1234.5 kWh");
    ModbusSnapshot snapshot = read(map, image);
    assertThat(snapshot.netPower()).hasToString("Optional[-1500 W]");
    assertThat(snapshot.totalImport()).hasToString("Optional[1234.5 kWh]");
  }

  @Test
  void aValueThatTheMeterDoesNotHaveIsNotReplacedByAnother() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("pro380");
    RegisterImage image =
        RegisterImage.zero(map)
            .put("import_t1", "1 kWh")
            .put("import_t2", "2 kWh")
            .put("frequency", "50");
    RegisterRow total = map.row("import").orElseThrow();
    assertThat(read(map, image.put("import", "3 kWh")).totalImport())
        .hasToString("Optional[3 kWh]");

    image.put(total.table(), total.address(), 0xffc0, 0);
    ModbusSnapshot without = read(map, image);
    assertThat(without.get(Measurand.ACTIVE_ENERGY_IMPORT)).isEmpty();
    assertThat(without.faults()).isEmpty();
    assertThat(without.totalImport()).isEmpty();
  }

  @Test
  void aMapOfTariffsAddsThemUpUnlessOneIsMissing() throws MeterException {
    RegisterMap map =
        RegisterMap.parse(
            "tariffs",
            """
            name,address,type,scale,unit,measurand
            low,0,u32,0.001,kWh,active_energy_import_t1
            high,2,u32,,Wh,active_energy_import_t2
            """);
    RegisterImage image = RegisterImage.zero(map).put("low", "1.500 kWh").put("high", "2250 Wh");
    assertThat(read(map, image).totalImport()).hasToString("Optional[3.750 kWh]");

    ModbusSnapshot half =
        ModbusSnapshot.of(
            map, 1, List.of(new RegisterBlock(RegisterTable.HOLDING, 0, new int[] {0, 1500})));
    assertThat(half.get(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1))).isPresent();
    assertThat(half.totalImport()).isEmpty();
  }
}
