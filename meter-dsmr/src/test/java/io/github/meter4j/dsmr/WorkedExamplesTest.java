package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of the fact sheet, byte for byte. */
class WorkedExamplesTest {
  private static List<String> measurements(DsmrTelegram telegram) {
    return telegram.measurements().stream().map(Measurement::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "p1_tiny, UNKNOWN, VERIFIED, 1",
    "p1_zero, UNKNOWN, VERIFIED, 1",
    "p1_v50, NETHERLANDS, VERIFIED, 35",
    "p1_be, BELGIUM, VERIFIED, 44",
    "p1_v3, NETHERLANDS, ABSENT, 16",
    "p1_se, H1, VERIFIED, 11",
    "p1_at, AUSTRIA, VERIFIED, 8"
  })
  void everyExampleDecodesCompletely(
      String name, Dialect dialect, Integrity integrity, int objects) {
    byte[] bytes = Vectors.bytes(name);
    DsmrTelegram telegram = Dsmr.decode(bytes);
    assertThat(telegram.frame()).isEqualTo(bytes);
    assertThat(telegram.dialect()).isEqualTo(dialect);
    assertThat(telegram.integrity()).isEqualTo(integrity);
    assertThat(telegram.objects()).hasSize(objects);
    assertThat(telegram.unparsed()).isEmpty();
    assertThat(telegram.receivedAt()).isEmpty();
    assertThat(telegram.source()).isEmpty();
    assertThat(telegram).hasToString(TelegramBuilder.text(bytes));
  }

  @Test
  void theSmallestTelegram() {
    DsmrTelegram telegram = Vectors.telegram("p1_tiny");
    assertThat(telegram.ident()).isEqualTo("ABC5\\2MTR");
    assertThat(telegram.objects().get(0)).hasToString("1-0:1.8.1(000123.456*kWh)");
    assertThat(telegram.objects().get(0).offset()).isEqualTo(14);
    assertThat(measurements(telegram)).containsExactly("active_energy_import_t1 123.456 kWh");
    assertThat(telegram.meterTime()).isEmpty();
    assertThat(telegram.version()).isEmpty();
    assertThat(telegram.mbusDevices()).isEmpty();
    assertThat(telegram.activeTariff()).isEmpty();
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void theDutchTelegramHasTheseMeasurements() {
    assertThat(measurements(Vectors.telegram("p1_v50")))
        .containsExactly(
            "active_energy_import_t1 1234.567 kWh",
            "active_energy_import_t2 2345.678 kWh",
            "active_energy_export_t1 100.001 kWh",
            "active_energy_export_t2 200.002 kWh",
            "active_power_import 1.193 kW",
            "active_power_export 0.000 kW",
            "power_failures 4",
            "long_power_failures 2",
            "voltage_sags_l1 2",
            "voltage_sags_l2 1",
            "voltage_sags_l3 0",
            "voltage_swells_l1 0",
            "voltage_swells_l2 3",
            "voltage_swells_l3 0",
            "voltage_l1 230.1 V",
            "voltage_l2 229.8 V",
            "voltage_l3 231.0 V",
            "current_l1 1 A",
            "current_l2 2 A",
            "current_l3 3 A",
            "active_power_import_l1 0.193 kW",
            "active_power_import_l2 0.400 kW",
            "active_power_import_l3 0.600 kW",
            "active_power_export_l1 0.000 kW",
            "active_power_export_l2 0.000 kW",
            "active_power_export_l3 0.000 kW",
            "gas_volume 12785.123 m3 at 2024-01-15T12:40:00Z");
  }

  @Test
  void theDutchTelegramAnswersItsTypedQuestions() {
    DsmrTelegram telegram = Vectors.telegram("p1_v50");
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.version()).contains("50");
    assertThat(telegram.meterTime().orElseThrow().instant())
        .contains(Instant.parse("2024-01-15T12:45:01Z"));
    assertThat(telegram.equipmentId().orElseThrow())
        .isEqualTo(new EquipmentId("4530303331323334353637383930", "E0031234567890"));
    assertThat(telegram.ean()).isEmpty();
    assertThat(telegram.activeTariff()).hasValue(2);
    assertThat(telegram.message()).contains("Hello");
    assertThat(telegram.message(1)).isEmpty();
    assertThat(telegram.breakerState()).isEmpty();
    assertThat(telegram.limiter()).isEmpty();
    assertThat(telegram.quarterHourDemand()).isEmpty();
    assertThat(telegram.monthlyPeaks()).isEmpty();
    assertThat(telegram.gridVoltage()).isEmpty();
    MBusDevice gas = telegram.mbusDevices().get(0);
    assertThat(telegram.mbusDevices()).hasSize(1);
    assertThat(gas.channel()).isEqualTo(1);
    assertThat(gas.type()).contains(new MBusType(3, MBusType.Medium.GAS));
    assertThat(gas.id().orElseThrow()).hasToString("G0012345678901234");
    assertThat(gas.register().orElseThrow()).hasToString("12785.123 m3");
    assertThat(gas.readAt().orElseThrow().instant())
        .contains(Instant.parse("2024-01-15T12:40:00Z"));
    assertThat(gas.valve()).isEmpty();
  }

  @Test
  void theStampOfAFailureIsItsEnd() {
    List<PowerFailure> log = Vectors.telegram("p1_v50").failureLog();
    assertThat(log).hasSize(2);
    assertThat(log.get(0).end().instant()).contains(Instant.parse("2023-12-08T14:24:15Z"));
    assertThat(log.get(0).duration()).contains(Duration.ofSeconds(240));
    assertThat(log.get(0).start()).contains(Instant.parse("2023-12-08T14:20:15Z"));
    assertThat(log.get(1).start()).contains(Instant.parse("2023-07-08T13:05:03Z"));
  }

  @Test
  void theBelgianTelegramAnswersItsTypedQuestions() {
    DsmrTelegram telegram = Vectors.telegram("p1_be");
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.version()).contains("50221");
    assertThat(telegram.equipmentId().orElseThrow()).hasToString("1SAG1000000001");
    assertThat(telegram.ean().orElseThrow()).hasToString("541440000000000001");
    assertThat(telegram.activeTariff()).hasValue(1);
    assertThat(telegram.gridVoltage()).hasValue(400);
    assertThat(telegram.quarterHourDemand().orElseThrow()).hasToString("2.351 kW");
    Measurement peak = telegram.monthlyPeak().orElseThrow();
    assertThat(peak.quantity()).hasToString("5.589 kW");
    assertThat(peak.at().orElseThrow().instant()).contains(Instant.parse("2024-07-09T11:45:00Z"));
    assertThat(telegram.breakerState()).contains(SwitchState.ON);
    for (int relay = 1; relay <= 4; relay++) {
      assertThat(telegram.relayState(relay)).contains(SwitchState.OFF);
    }
    assertThat(telegram.relayState(0)).isEmpty();
    assertThat(telegram.relayState(5)).isEmpty();
    assertThat(telegram.limiter().orElseThrow().off()).isTrue();
    assertThat(telegram.limiter().orElseThrow().value()).hasToString("99.999 kW");
    assertThat(telegram.fuse(Phase.L1).orElseThrow().off()).isTrue();
    assertThat(telegram.fuse(Phase.L2)).isEmpty();
    assertThat(telegram.message()).isEmpty();
    assertThat(telegram.require(Measurand.CURRENT.on(Phase.L1))).hasToString("7.21 A");
    assertThat(telegram.require(Measurand.ACTIVE_POWER_EXPORT)).hasToString("3.141 kW");
  }

  @Test
  void theBelgianHistoryIsOldestFirstAndItsEmptyMonthIsNoMeasurement() {
    DsmrTelegram telegram = Vectors.telegram("p1_be");
    assertThat(telegram.monthlyPeaks())
        .extracting(peak -> peak.monthEnd().raw() + ' ' + peak.peakEnd() + ' ' + peak.power())
        .containsExactly(
            "240501000000S 2024-04-23T17:15:00Z 3.695 kW",
            "240601000000S 2024-05-12T19:30:00Z 5.980 kW",
            "240701000000S \"632525252525W\" 0.000 kW");
    assertThat(telegram.measurements())
        .filteredOn(m -> m.measurand().statistic() == Measurand.Statistic.MONTH_MAXIMUM)
        .hasSize(2);
  }

  @Test
  void theBelgianDevicesAreGasAndWater() {
    List<MBusDevice> devices = Vectors.telegram("p1_be").mbusDevices();
    assertThat(devices).extracting(MBusDevice::channel).containsExactly(1, 2);
    assertThat(devices)
        .extracting(device -> device.type().orElseThrow().medium())
        .containsExactly(MBusType.Medium.GAS, MBusType.Medium.WATER);
    assertThat(devices)
        .extracting(device -> device.register().orElseThrow().toString())
        .containsExactly("112.384 m3", "872.234 m3");
    assertThat(devices.get(0).id().orElseThrow()).hasToString("7FLO0000000001");
    assertThat(devices.get(1).ean().orElseThrow()).hasToString("541440000000000003");
    assertThat(devices.get(0).valve()).contains(SwitchState.ON);
    assertThat(devices.get(1).valve()).isEmpty();
  }

  @Test
  void theOldDutchTelegramHasItsGasInTwoLines() {
    DsmrTelegram telegram = Vectors.telegram("p1_v3");
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.meterTime()).isEmpty();
    assertThat(telegram.limiter().orElseThrow())
        .isEqualTo(
            new Threshold(
                io.github.meter4j.reading.Quantity.of("16", io.github.meter4j.reading.Unit.AMPERE),
                false));
    assertThat(telegram.breakerState()).contains(SwitchState.ON);
    MBusDevice gas = telegram.mbusDevices().get(0);
    assertThat(gas.register().orElseThrow()).hasToString("1785.123 m3");
    assertThat(gas.readAt().orElseThrow().local()).contains(LocalDateTime.of(2012, 10, 15, 14, 0));
    assertThat(gas.readAt().orElseThrow().instant()).isEmpty();
    assertThat(gas.valve()).contains(SwitchState.ON);
    assertThat(telegram.message()).isEmpty();
  }

  @Test
  void theSwedishTelegramHasTheseMeasurements() {
    DsmrSettings sweden = DsmrSettings.DEFAULT.withStandardTime(ZoneOffset.ofHours(1));
    DsmrTelegram telegram = Dsmr.decode(Vectors.bytes("p1_se"), sweden);
    assertThat(telegram.faults()).isEmpty();
    assertThat(measurements(telegram))
        .containsExactly(
            "active_energy_import 1234.567 kWh",
            "active_energy_export 10.002 kWh",
            "reactive_energy_import 0.100 kvarh",
            "reactive_energy_export 20.300 kvarh",
            "active_power_import 1.234 kW",
            "active_power_export 0.000 kW",
            "reactive_power_import 0.000 kvar",
            "reactive_power_export 0.512 kvar",
            "voltage_l1 231.4 V",
            "current_l1 5.6 A");
  }

  @Test
  void theAustrianTelegramCountsInWattHours() {
    DsmrTelegram telegram = Vectors.telegram("p1_at");
    assertThat(telegram.faults()).isEmpty();
    assertThat(measurements(telegram))
        .containsExactly(
            "active_energy_import 6545766 Wh",
            "active_energy_export 58 Wh",
            "active_power_import 286 W",
            "active_power_export 0 W",
            "reactive_energy_import 747 varh",
            "reactive_energy_export 3897726 varh");
  }

  @Test
  void numbersAreVisitedWithoutObjects() {
    StringBuilder seen = new StringBuilder();
    Vectors.telegram("p1_at")
        .numbers(
            (object, group, unscaled, scale, unit) ->
                seen.append(object)
                    .append('.')
                    .append(group)
                    .append('=')
                    .append(unscaled)
                    .append('e')
                    .append(scale)
                    .append(unit.symbol())
                    .append(' '));
    assertThat(seen)
        .hasToString(
            "0.0=50e0 2.0=6545766e0Wh 3.0=58e0Wh 4.0=286e0W 5.0=0e0W 6.0=747e0varh"
                + " 7.0=3897726e0varh ");
  }
}
