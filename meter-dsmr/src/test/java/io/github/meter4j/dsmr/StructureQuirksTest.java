package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quirks 41 to 47 of the field: what telegrams are made of. */
class StructureQuirksTest {
  private static DsmrTelegram decode(TelegramBuilder builder) {
    return Dsmr.decode(builder.withValidCrc());
  }

  private static DsmrTelegram history(String... groups) {
    return decode(telegram("/ABC5").with("1-3:0.2.8", "50").with("0-0:98.1.0", groups));
  }

  @Test
  void quirk41_theBelgianHistoryIsSortedByMonth() {
    DsmrTelegram telegram =
        history(
            "2",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "240601000000S",
            "240512213000S",
            "05.980*kW",
            "240501000000S",
            "240423191500S",
            "03.695*kW");
    assertThat(telegram.monthlyPeaks())
        .extracting(peak -> peak.power().toString())
        .containsExactly("3.695 kW", "5.980 kW");
    assertThat(telegram.measurements())
        .extracting(Measurement::toString)
        .containsExactly(
            "active_power_import_month_maximum 3.695 kW at 2024-04-23T17:15:00Z",
            "active_power_import_month_maximum 5.980 kW at 2024-05-12T19:30:00Z");
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void quirk41_anEmptyHistoryHasNoPeaks() {
    for (DsmrTelegram telegram :
        List.of(
            history("0"),
            history(""),
            history("0", "1-0:1.6.0", "1-0:1.6.0", ""),
            history("0", "", "", ""))) {
      assertThat(telegram.monthlyPeaks()).isEmpty();
      assertThat(telegram.monthRecord()).isEmpty();
      assertThat(telegram.measurements()).isEmpty();
      assertThat(telegram.objects()).hasSize(2);
    }
  }

  @Test
  void quirk41_aHistoryThatAnnouncesRowsAndHasNoneIsAFault() {
    DsmrTelegram telegram = history("12");
    assertThat(telegram.monthlyPeaks()).isEmpty();
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.VALUE);
  }

  @Test
  void quirk41_aRowThatLostAGroupEndsTheHistory() {
    DsmrTelegram telegram =
        history(
            "3",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "240501000000S",
            "240423191500S",
            "03.695*kW",
            "240601000000S",
            "05.980*kW",
            "240701000000S",
            "240612213000S",
            "01.000*kW");
    assertThat(telegram.monthlyPeaks()).hasSize(1);
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.VALUE);
  }

  @Test
  void quirk41_aPowerThatCannotBeReadIsTheFaultOfItsRow() {
    DsmrTelegram telegram =
        history(
            "2",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "240501000000S",
            "240423191500S",
            "03.695",
            "240601000000S",
            "240512213000S",
            "05.980*kW");
    assertThat(telegram.monthlyPeaks()).hasSize(1);
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.UNIT);
  }

  @Test
  void quirk41_theHungarianRecordHasOneStampAndItsRegisters() {
    MonthRecord record = Dsmr.decode(Dialects.hungary()).monthRecord().orElseThrow();
    assertThat(record.at().local()).contains(LocalDateTime.of(2024, 7, 1, 0, 0));
    assertThat(record.values()).hasSize(19);
    assertThat(record.values().get(0)).hasToString("90.000 kWh");
    assertThat(record.values().get(18)).hasToString("0.300 kW");
  }

  @Test
  void quirk41_aHungarianRecordThatLostARegisterIsNone() {
    DsmrTelegram telegram = history("240701000000S", "000090.000*kWh", "*kWh", "000050.000*kWh");
    assertThat(telegram.monthRecord()).isEmpty();
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "3, GAS, gas_volume, m3",
    "03, GAS, gas_volume, m3",
    "003, GAS, gas_volume, m3",
    "007, WATER, water_volume, m3",
    "006, WARM_WATER, warm_water_volume, m3",
    "004, HEAT, heat_energy, GJ",
    "012, HEAT, heat_energy, GJ",
    "010, COOLING, cooling_energy, GJ",
    "002, ELECTRICITY, device_register, kWh",
    "000, OTHER, device_register, m3"
  })
  void quirk42_theTypeOfADeviceSaysWhatItMeasures(
      String type, MBusType.Medium medium, String name, String unit) {
    for (String code : List.of("24.2.1", "24.2.3")) {
      DsmrTelegram telegram =
          decode(
              telegram("/ABC5")
                  .with("1-3:0.2.8", "50")
                  .with("0-4:96.1.1", "3132")
                  .with("0-4:" + code, "240115134000W", "00001.000*" + unit)
                  .with("0-4:24.1.0", type));
      MBusDevice device = telegram.mbusDevices().get(0);
      assertThat(device.channel()).isEqualTo(4);
      assertThat(device.type().orElseThrow().medium()).isEqualTo(medium);
      assertThat(device.id().orElseThrow().text()).isEqualTo("12");
      assertThat(device.register().orElseThrow().unit().symbol()).isEqualTo(unit);
      assertThat(telegram.measurements().get(0).measurand().name()).isEqualTo(name);
      assertThat(telegram.measurements().get(0).channel()).isEqualTo(4);
      assertThat(telegram.faults()).isEmpty();
    }
  }

  @Test
  void quirk42_aDeviceWithoutTypeIsNotGuessed() {
    DsmrTelegram telegram =
        decode(
            telegram("/ABC5")
                .with("0-1:24.1.0", "")
                .with("0-1:96.1.0", "")
                .with("0-1:24.2.1", "240115134000W", "00001.000*m3"));
    MBusDevice device = telegram.mbusDevices().get(0);
    assertThat(device.type()).isEmpty();
    assertThat(device.id()).isEmpty();
    assertThat(device.register()).isPresent();
    assertThat(telegram.get(Measurand.GAS_VOLUME)).isEmpty();
  }

  @Test
  void quirk42_twoGasMetersAndRelaysAreKeptApart() {
    DsmrTelegram telegram =
        decode(
            telegram("/FLU5\\253000001_A")
                .with("0-1:96.3.10", "0")
                .with("0-3:96.3.10", "1")
                .with("0-1:24.1.0", "003")
                .with("0-1:24.2.3", "240115134000W", "00001.000*m3")
                .with("0-2:24.1.0", "003")
                .with("0-2:24.4.0", "0")
                .with("0-2:24.2.3", "240115134000W", "00002.000*m3"));
    assertThat(telegram.mbusDevices()).extracting(MBusDevice::channel).containsExactly(1, 2);
    assertThat(telegram.mbusDevices())
        .extracting(device -> device.register().orElseThrow().toString())
        .containsExactly("1.000 m3", "2.000 m3");
    assertThat(telegram.mbusDevices().get(1).valve()).contains(SwitchState.OFF);
    assertThat(telegram.mbusDevices().get(0).valve()).isEmpty();
    assertThat(telegram.relayState(1)).contains(SwitchState.OFF);
    assertThat(telegram.relayState(3)).contains(SwitchState.ON);
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void quirk43_aTariffMeansWhatItsCountrySays() {
    DsmrTelegram dutch = Vectors.telegram("p1_v50");
    assertThat(dutch.tariffMeaning(1)).contains(TariffMeaning.LOW);
    assertThat(dutch.tariffMeaning(2)).contains(TariffMeaning.NORMAL);
    DsmrTelegram belgian = Vectors.telegram("p1_be");
    assertThat(belgian.tariffMeaning(1)).contains(TariffMeaning.HIGH);
    assertThat(belgian.tariffMeaning(2)).contains(TariffMeaning.LOW);
    assertThat(belgian.tariffMeaning(3)).isEmpty();
    assertThat(Vectors.telegram("p1_tiny").tariffMeaning(1)).isEmpty();
  }

  @Test
  void quirk44_aTelegramNeedsNoElectricityAtAll() {
    DsmrSettings somewhere = DsmrSettings.DEFAULT.withStandardTime(ZoneOffset.ofHours(1));
    DsmrTelegram telegram = Dsmr.decode(Dialects.heat(), somewhere);
    assertThat(telegram.require(Measurand.HEAT_ENERGY)).hasToString("12.345 GJ");
    assertThat(telegram.faults()).isEmpty();
    DsmrTelegram bare = decode(telegram("/AUR2NWA-MYRSKY").line("0-0:96.13.0()"));
    assertThat(bare.measurements()).isEmpty();
    assertThat(Accessors.everything(bare)).contains("AUR2NWA-MYRSKY");
  }

  @Test
  void quirk45_hourlyValuesStandInTheNextLine() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/KMP5 ZABF001")
                .with("0-1:24.1.0", "03")
                .with("0-1:24.3.0", "121030140000", "00", "60", "1", "0-1:24.2.1", "m3")
                .line("(13376.292)")
                .with("0-1:24.4.0", "1")
                .withoutCrc());
    MBusDevice device = telegram.mbusDevices().get(0);
    assertThat(device.register().orElseThrow()).hasToString("13376.292 m3");
    assertThat(device.readAt().orElseThrow().local())
        .contains(LocalDateTime.of(2012, 10, 30, 14, 0));
    assertThat(device.valve()).contains(SwitchState.ON);
    assertThat(telegram.objects()).hasSize(3);
    assertThat(telegram.faults()).isEmpty();
  }

  private static DsmrTelegram hourly(String columns, String period, String... values) {
    TelegramBuilder builder =
        telegram("/KMP5 ZABF001")
            .with("0-1:24.1.0", "03")
            .with("0-1:24.3.0", "121030140000", "00", period, columns, "0-1:24.2.1", "m3");
    for (String value : values) {
      builder.line('(' + value + ')');
    }
    return Dsmr.decode(builder.withoutCrc());
  }

  @Test
  void quirk45_severalHoursAreReadOldestFirstAndTheDeviceHasTheLast() {
    DsmrTelegram telegram = hourly("1", "60", "00001.000", "00002.000");
    assertThat(telegram.measurements())
        .extracting(m -> m.at().orElseThrow().local().orElseThrow())
        .containsExactly(
            LocalDateTime.of(2012, 10, 30, 14, 0), LocalDateTime.of(2012, 10, 30, 15, 0));
    assertThat(telegram.mbusDevices().get(0).register().orElseThrow()).hasToString("2.000 m3");
  }

  @Test
  void quirk45_whatTheHourlyProfileDoesNotSayIsNotGuessed() {
    assertThat(hourly("1", "60").measurements()).isEmpty();
    assertThat(hourly("1", "60", "").measurements()).isEmpty();
    assertThat(hourly("2", "60", "1", "2").measurements()).isEmpty();
    assertThat(hourly("x", "60", "1").measurements()).isEmpty();
    DsmrTelegram otherUnit = hourly("1", "60", "1.0*GJ");
    assertThat(otherUnit.measurements()).isEmpty();
    assertThat(otherUnit.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.UNIT);
    DsmrTelegram noPeriod = hourly("1", "", "1.0", "2.0");
    assertThat(noPeriod.measurements().get(0).at()).isPresent();
    assertThat(noPeriod.measurements().get(1).at()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-1:1.8.1", "1-0:1.8.1.255", "1-0:1.8.1*255", "1-0:1:8.1", "1-0:1.8.1 "})
  void quirk46_codesHaveVariants(String code) {
    DsmrTelegram telegram = decode(telegram("/ABC5").with(code, "000001.000*kWh"));
    assertThat(telegram.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1))).hasToString("1.000 kWh");
    assertThat(telegram.objects().get(0).id()).isEqualTo(code.strip());
    assertThat(telegram.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A-0:1.8.1", "0:96.7.19", "1-0:1.8.999", "1-0:1.8.1.1.1", "C.1.0"})
  void quirk46_codesThatAreNoneAreKeptAsText(String code) {
    DsmrTelegram telegram = decode(telegram("/ABC5").with(code, "000001.000*kWh"));
    assertThat(telegram.objects().get(0).id()).isEqualTo(code);
    assertThat(telegram.objects().get(0).obis()).isEmpty();
    assertThat(telegram.measurements()).isEmpty();
  }

  @Test
  void quirk46_historicValuesAreNotThoseOfNow() {
    DsmrTelegram telegram = decode(telegram("/ABC5").with("1-0:1.8.0*01", "000001.000*kWh"));
    assertThat(telegram.get(Measurand.ACTIVE_ENERGY_IMPORT)).isEmpty();
    assertThat(telegram.object(Obis.parse("1-0:1.8.0*1"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"453, 453", "4530XX, 4530XX", "45300, 45300", "453000, 453000", "4530, E0"})
  void quirk46_identifiersThatAreNoTextKeepTheirDigits(String sent, String read) {
    DsmrTelegram telegram = decode(telegram("/ABC5").with("0-0:96.1.1", sent));
    assertThat(telegram.equipmentId().orElseThrow()).hasToString(read);
    assertThat(telegram.equipmentId().orElseThrow().raw()).isEqualTo(sent);
  }

  @Test
  void quirk46_linesThatAreNoObjectsAreKept() {
    DsmrTelegram telegram =
        decode(telegram("/ABC5").line("what is this").with("1-0:1.8.0", "1*kWh"));
    assertThat(telegram.unparsed()).containsExactly("what is this");
    assertThat(telegram.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.SYNTAX);
    assertThat(telegram.measurements()).hasSize(1);
  }

  @Test
  void quirk47_aPhaseMayExportWhileTheSumImports() {
    DsmrTelegram telegram =
        decode(
            telegram("/ABC5")
                .with("1-0:1.7.0", "00.500*kW")
                .with("1-0:2.7.0", "00.000*kW")
                .with("1-0:21.7.0", "01.500*kW")
                .with("1-0:42.7.0", "01.000*kW"));
    assertThat(telegram.measurements())
        .extracting(Measurement::toString)
        .containsExactly(
            "active_power_import 0.500 kW",
            "active_power_export 0.000 kW",
            "active_power_import_l1 1.500 kW",
            "active_power_export_l2 1.000 kW");
  }
}
