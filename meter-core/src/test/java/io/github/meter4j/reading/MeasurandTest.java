package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurandTest {
  @ParameterizedTest
  @CsvSource({
    "1-0:1.8.0, active_energy_import",
    "1-0:1.8.1, active_energy_import_t1",
    "1-0:2.8.2, active_energy_export_t2",
    "1-0:1.7.0, active_power_import",
    "1-0:2.7.0, active_power_export",
    "1-0:16.7.0, active_power_net",
    "1-0:15.7.0, active_power_combined",
    "1-0:15.8.0, active_energy_combined",
    "1-0:21.7.0, active_power_import_l1",
    "1-0:42.7.0, active_power_export_l2",
    "1-0:61.7.0, active_power_import_l3",
    "1-0:3.8.0, reactive_energy_import",
    "1-0:4.7.0, reactive_power_export",
    "1-0:5.8.0, reactive_energy_q1",
    "1-0:6.8.0, reactive_energy_q2",
    "1-0:7.8.0, reactive_energy_q3",
    "1-0:8.8.0, reactive_energy_q4",
    "1-0:63.7.0, reactive_power_import_l3",
    "1-0:9.7.0, apparent_power_import",
    "1-0:10.8.0, apparent_energy_export",
    "1-0:29.7.0, apparent_power_import_l1",
    "1-0:31.7.0, current_l1",
    "1-0:51.7.0, current_l2",
    "1-0:71.7.0, current_l3",
    "1-0:91.7.0, current_neutral",
    "1-0:32.7.0, voltage_l1",
    "1-0:52.7.0, voltage_l2",
    "1-0:72.7.0, voltage_l3",
    "1-0:13.7.0, power_factor",
    "1-0:33.7.0, power_factor_l1",
    "1-0:14.7.0, frequency",
    "1-0:1.4.0, active_power_import_average",
    "1-0:2.5.0, active_power_export_last_average",
    "1-0:1.6.0, active_power_import_maximum",
    "1-0:1.6.1, active_power_import_t1_maximum",
    "1-0:32.32.0, voltage_sags_l1",
    "1-0:52.32.0, voltage_sags_l2",
    "1-0:52.36.0, voltage_swells_l2",
    "1-0:72.36.0, voltage_swells_l3",
    "1-1:1.8.0, active_energy_import",
    "1-0:1.8.0*1, obis_1_0_1_8_0_1",
    "1-0:0.2.0, obis_1_0_0_2_0",
    "1-0:99.97.0, obis_1_0_99_97_0",
    "1-0:32.8.0, obis_1_0_32_8_0",
    "1-0:1.7.1, obis_1_0_1_7_1",
    "1-0:81.7.0, obis_1_0_81_7_0",
    "1-0:0.8.0, obis_1_0_0_8_0",
    "0-0:96.1.1, obis_0_0_96_1_1",
    "7-0:3.1.0, obis_7_0_3_1_0"
  })
  void codesHaveTheNamesOfTheStandard(String code, String name) {
    assertThat(Measurand.of(Obis.parse(code))).hasToString(name);
    assertThat(Measurand.of(Obis.parse(code)).name()).isEqualTo(name);
  }

  @Test
  void everyElectricityCodeHasANameOfItsOwnThatLeadsBackToIt() {
    Map<String, Obis> names = new HashMap<>();
    int named = 0;
    for (int c = 0; c <= 255; c++) {
      for (int d = 0; d <= 255; d++) {
        for (int e = 0; e <= 255; e++) {
          Obis code = Obis.of(1, 0, c, d, e);
          Measurand measurand = Measurand.of(code);
          if (measurand.kind() == Kind.OTHER) {
            continue;
          }
          named++;
          Obis before = names.put(measurand.name(), code);
          if (before != null || !measurand.obis().equals(java.util.Optional.of(code))) {
            assertThat(before).as(measurand.name()).isNull();
            assertThat(measurand.obis()).as(measurand.name()).contains(code);
          }
        }
      }
    }
    assertThat(named).isEqualTo(names.size()).isGreaterThan(1000);
  }

  @Test
  void whatHasNoNameKeepsItsCode() {
    Obis code = Obis.parse("0-0:96.13.0");
    assertThat(Measurand.of(code)).isEqualTo(Measurand.other(code));
    assertThat(Measurand.of(code).obis()).contains(code);
  }

  @Test
  void measurandsAreMadeFromTheirParts() {
    assertThat(Measurand.ACTIVE_ENERGY_IMPORT.tariff(2))
        .isEqualTo(Measurand.of(Obis.parse("1-0:1.8.2")));
    assertThat(Measurand.VOLTAGE.on(Phase.L2)).isEqualTo(Measurand.of(Obis.parse("1-0:52.7.0")));
    assertThat(Measurand.ACTIVE_POWER_IMPORT_AVERAGE)
        .isEqualTo(Measurand.of(Obis.parse("1-0:1.4.0")));
    assertThat(Measurand.ACTIVE_POWER_IMPORT_MAXIMUM.obis()).contains(Obis.parse("1-0:1.6.0"));
    assertThat(Measurand.GAS_VOLUME).hasToString("gas_volume");
    assertThat(Measurand.GAS_VOLUME.obis()).isEmpty();
    assertThat(Measurand.of(Kind.ACTIVE_POWER, Direction.IMPORT).with(Statistic.MONTH_MAXIMUM))
        .hasToString("active_power_import_month_maximum");
    assertThat(Measurand.ACTIVE_ENERGY_IMPORT.tariff(999).obis()).isEmpty();
    assertThat(Measurand.ACTIVE_ENERGY_IMPORT.on(Phase.NEUTRAL).obis()).isEmpty();
  }

  @Test
  void everyNameLeadsBackToItsMeasurand() {
    Map<String, Measurand> names = new HashMap<>();
    for (Kind kind : Kind.values()) {
      for (Direction direction : Direction.values()) {
        for (Phase phase : Phase.values()) {
          for (Statistic statistic : Statistic.values()) {
            for (int tariff : new int[] {0, 1, 12, 999}) {
              Measurand measurand =
                  Measurand.of(kind, direction).on(phase).tariff(tariff).with(statistic);
              String name = measurand.name();
              assertThat(names.put(name, measurand)).as(name).isNull();
              if (kind != Kind.OTHER) {
                assertThat(Measurand.named(name)).as(name).contains(measurand);
              }
            }
          }
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({"1-0:0.2.0, obis_1_0_0_2_0", "1-0:1.8.1*3, obis_1_0_1_8_1_3"})
  void aNameOfACodeLeadsBackToIt(String code, String name) {
    assertThat(Measurand.named(name)).contains(Measurand.other(Obis.parse(code)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "other",
        "voltage_none",
        "voltage_all",
        "voltage_l4",
        "voltage_actual",
        "Voltage",
        "active_energy_import_t0",
        "active_energy_import_t01",
        "active_energy_l1_import",
        "obis_1_0_1_8",
        "obis_1_0_1_8_256",
        "obis_1_0_1_8_01",
        "obis_1_0_1_8_0_255"
      })
  void whatIsNoNameHasNoMeasurand(String text) {
    assertThat(Measurand.named(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE_ENERGY, kWh MWh J GJ, kW kvarh m3 ''",
    "HEAT_ENERGY, GJ MWh kWh MJ, kW m3 °C",
    "COOLING_ENERGY, GJ kWh, W",
    "ACTIVE_POWER, W kW, Wh VA var",
    "TEMPERATURE, °C °F, kWh W h",
    "GAS_VOLUME, m3 l, kWh",
    "POWER_FACTOR, %, V",
    "POWER_LIMIT, kW kVA A, V kWh",
    "CURRENT_LIMIT, A mA, W",
    "VOLTAGE_SAGS, %, V",
    "DEVICE_REGISTER, m3 kWh, ''",
    "PHASE_ANGLE, deg, V"
  })
  void aKindFitsItsUnitsAndNoOthers(Kind kind, String its, String others) {
    for (String unit : its.split(" ")) {
      assertThat(kind.fits(Unit.parse(unit).orElseThrow().dimension())).as(unit).isTrue();
    }
    for (String unit : others.replace("''", "").split(" ")) {
      assertThat(kind.fits(Unit.parse(unit).orElseThrow().dimension())).as(unit).isFalse();
    }
  }

  @Test
  void everyKindFitsSomeUnitAndNotEveryUnit() {
    for (Kind kind : Kind.values()) {
      assertThat(Unit.values()).as(kind.name()).anyMatch(unit -> kind.fits(unit.dimension()));
      assertThat(Unit.values()).as(kind.name()).anyMatch(unit -> !kind.fits(unit.dimension()));
    }
  }
}
