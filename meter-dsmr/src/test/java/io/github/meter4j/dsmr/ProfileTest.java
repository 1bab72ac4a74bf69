package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose header names their columns, whatever the columns are. */
class ProfileTest {
  private static final Obis IMPORT = Obis.parse("1-0:1.29.0");
  private static final Obis EXPORT = Obis.parse("1-0:2.29.0");
  private static final Obis STATUS = Obis.parse("0-0:96.10.7");

  private static DsmrTelegram with(String code, String... groups) {
    return Dsmr.decode(
        telegram("/FLU5\\253000001_A")
            .with("0-0:96.1.4", "50250")
            .with(code, groups)
            .withValidCrc());
  }

  private static List<String> messages(DsmrTelegram telegram) {
    return telegram.faults().stream().map(Fault::message).toList();
  }

  private static Profile profile(DsmrTelegram telegram) {
    assertThat(telegram.profiles()).hasSize(1);
    return telegram.profiles().get(0);
  }

  @Test
  void quarterHoursHaveTheirEndStatusImportAndExport() {
    DsmrTelegram telegram =
        with(
            "1-0:99.1.0",
            "2",
            "0-0:96.10.7",
            "1-0:1.29.0",
            "1-0:2.29.0",
            "260511201500S",
            "00",
            "000000.201*kWh",
            "000000.000*kWh",
            "260511203000S",
            "08",
            "000000.187*kWh",
            "000000.004*kWh");
    Profile profile = profile(telegram);
    assertThat(profile.code()).isEqualTo(Obis.parse("1-0:99.1.0"));
    assertThat(profile.columns()).containsExactly(STATUS, IMPORT, EXPORT);
    assertThat(profile.rows())
        .extracting(
            row ->
                row.at().flatMap(MeterTime::instant).orElseThrow()
                    + " "
                    + row.value(STATUS).orElseThrow().raw()
                    + " "
                    + row.value(IMPORT).flatMap(ProfileValue::quantity).orElseThrow()
                    + " "
                    + row.value(EXPORT).flatMap(ProfileValue::quantity).orElseThrow())
        .containsExactly(
            "2026-05-11T18:15:00Z 00 0.201 kWh 0.000 kWh",
            "2026-05-11T18:30:00Z 08 0.187 kWh 0.004 kWh");
    assertThat(profile.rows().get(0).value(STATUS).orElseThrow().quantity()).isEmpty();
    assertThat(profile.rows().get(0).value(Obis.parse("1-0:3.29.0"))).isEmpty();
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void peaksOfCommercialMetersHaveImportAndExport() {
    DsmrTelegram telegram =
        with(
            "0-0:98.1.0",
            "2",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "1-0:2.6.0",
            "1-0:2.6.0",
            "240501000000S",
            "240423191500S",
            "03.695*kW",
            "240424121500S",
            "01.000*kW",
            "240601000000S",
            "240512213000S",
            "05.980*kW",
            "632525252525W",
            "00.000*kW");
    assertThat(telegram.monthlyPeaks())
        .extracting(peak -> peak.power().toString())
        .containsExactly("3.695 kW", "5.980 kW");
    assertThat(telegram.measurements())
        .extracting(Measurement::toString)
        .containsExactlyInAnyOrder(
            "active_power_import_month_maximum 3.695 kW at 2024-04-23T17:15:00Z",
            "active_power_import_month_maximum 5.980 kW at 2024-05-12T19:30:00Z",
            "active_power_export_month_maximum 1.000 kW at 2024-04-24T10:15:00Z");
    assertThat(profile(telegram).rows()).hasSize(2);
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void registersAtTheEndOfMonthsAreATable() {
    DsmrTelegram telegram =
        with(
            "0-0:98.1.1",
            "2",
            "1-0:1.8.0",
            "1-0:2.8.0",
            "1-0:3.8.0",
            "240501000000S",
            "000100.000*kWh",
            "000001.000*kWh",
            "000000.500*kvarh",
            "240601000000S",
            "000200.000*kWh",
            "000002.000*kWh",
            "000000.600*kvarh");
    assertThat(profile(telegram).rows())
        .extracting(row -> row.values().get(2).quantity().orElseThrow().toString())
        .containsExactly("0.500 kvarh", "0.600 kvarh");
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void aValueMayHaveItsTimeWhereTheHeaderNamesItOnce() {
    DsmrTelegram telegram =
        with(
            "0-0:98.1.0",
            "2",
            "15",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "1-0:2.6.0",
            "240501000000S",
            "240423191500S",
            "03.695*kW",
            "240424191500S",
            "00.100*kW",
            "240601000000S",
            "240512213000S",
            "05.980*kW",
            "240513213000S",
            "00.200*kW");
    assertThat(profile(telegram).rows())
        .extracting(
            row -> row.value(Obis.parse("1-0:2.6.0")).orElseThrow().at().orElseThrow().raw())
        .containsExactly("240424191500S", "240513213000S");
    assertThat(telegram.monthlyPeaks()).hasSize(2);
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void theClockMayBeAColumn() {
    DsmrTelegram telegram =
        with("1-0:99.1.0", "1", "0-0:1.0.0", "1-0:1.8.0", "240501000000S", "000100.000*kWh");
    ProfileRow row = profile(telegram).rows().get(0);
    assertThat(row.at().orElseThrow().raw()).isEqualTo("240501000000S");
    assertThat(row.values()).hasSize(1);
    assertThat(telegram.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "632525252525W",
        "632525252525S",
        "35255255255255255S",
        "FFFFFFFFFFFFFFFFFF8000FF",
        ""
      })
  void aRowThatWasNotUsedIsLeftOut(String filler) {
    String value = filler.isEmpty() ? "" : "000000.000*kWh";
    DsmrTelegram plain =
        with(
            "1-0:99.1.0",
            "2",
            "1-0:1.29.0",
            filler,
            value,
            "260511203000S",
            "000000.187*kWh",
            filler,
            value);
    assertThat(profile(plain).rows()).hasSize(1);
    assertThat(plain.faults()).isEmpty();
    String power = filler.isEmpty() ? "" : "00.000*kW";
    DsmrTelegram peaks =
        with(
            "0-0:98.1.0",
            "2",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "240601000000S",
            "240512213000S",
            "05.980*kW",
            filler,
            filler,
            power);
    assertThat(peaks.monthlyPeaks()).hasSize(1);
    assertThat(peaks.measurements()).hasSize(1);
    assertThat(profile(peaks).rows()).hasSize(1);
    assertThat(peaks.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"632525252525W", "35255255255255255S"})
  void aHungarianRecordOfNoMonthIsNone(String filler) {
    DsmrTelegram telegram = with("0-0:98.1.0", filler, "000000.000*kWh", "000000.000*kWh");
    assertThat(telegram.monthRecord()).isEmpty();
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void aFailureWithoutATimeWasNone() {
    DsmrTelegram telegram =
        with(
            "1-0:99.97.0",
            "2",
            "0-0:96.7.19",
            "632525252525W",
            "0000000000*s",
            "231208152415W",
            "0000000240*s");
    assertThat(telegram.failureLog()).hasSize(1);
    assertThat(telegram.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "12",
    "12;1-0:1.6.0;1-0:1.6.0",
    "2;1-0:1.6.0;abc;240501000000S;1*kW",
    "1;240501000000S;000100.000*kWh",
    "x",
    "1;1-0:1.8.0;240501000000S",
    "1;1-0:1.6.0;1-0:1.6.0;240501000000S;05.980*kW;240423191500S",
    "240501000000S;000100.000*kWh"
  })
  void aFormThatCannotBeReadIsAFault(String groups) {
    for (String code : List.of("0-0:98.1.1", "1-0:99.1.0", "1-0:99.2.0")) {
      DsmrTelegram telegram = with(code, groups.split(";"));
      assertThat(telegram.faults()).as(code).extracting(Fault::kind).contains(Fault.Kind.VALUE);
      assertThat(telegram.profiles()).allSatisfy(p -> assertThat(p.rows()).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0;1-0:1.6.0;1-0:1.6.0", "0;1-0:1.6.0;1-0:1.6.0;;;", "0;;;"})
  void anEmptyProfileIsNoFault(String groups) {
    DsmrTelegram telegram = with("0-0:98.1.0", groups.split(";", -1));
    assertThat(telegram.faults()).isEmpty();
    assertThat(profile(telegram).rows()).isEmpty();
  }

  @Test
  void whatFollowsABrokenRowIsNotReadAndSaid() {
    DsmrTelegram telegram =
        with(
            "1-0:99.1.0",
            "2",
            "1-0:1.29.0",
            "1-0:2.29.0",
            "260511201500S",
            "000000.201*kWh",
            "000000.000*kWh",
            "260511203000S",
            "000000.187*kWh");
    assertThat(profile(telegram).rows()).hasSize(1);
    assertThat(messages(telegram)).singleElement().asString().contains("what follows is not read");
  }

  @Test
  void aValueThatCannotBeReadKeepsItsTextAndIsAFault() {
    DsmrTelegram telegram =
        with(
            "1-0:99.1.0",
            "3",
            "1-0:1.29.0",
            "260511201500S",
            "xx",
            "260511203000S",
            "000000.187",
            "260511204500S",
            "000000.187*kWh");
    assertThat(profile(telegram).rows())
        .extracting(row -> row.values().get(0).raw() + row.values().get(0).quantity().isPresent())
        .containsExactly("xxfalse", "000000.187false", "000000.187*kWhtrue");
    assertThat(telegram.faults())
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.VALUE, Fault.Kind.UNIT);
  }

  @Test
  void anHourlyProfileMayHaveSeveralColumns() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/KMP5 ZABF001")
                .with("0-1:24.1.0", "04")
                .with(
                    "0-1:24.3.0",
                    "121030140000",
                    "00",
                    "60",
                    "2",
                    "0-1:24.2.2",
                    "m3",
                    "0-1:24.2.1",
                    "GJ")
                .line("(00010.500)(00001.000)")
                .line("(00010.600)(00002.000)")
                .withoutCrc());
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.measurements())
        .extracting(m -> m.measurand().name() + ' ' + m.quantity())
        .containsExactly("heat_energy 1.000 GJ", "heat_energy 2.000 GJ");
    Profile profile = profile(telegram);
    assertThat(profile.columns())
        .containsExactly(Obis.parse("0-1:24.2.2"), Obis.parse("0-1:24.2.1"));
    assertThat(profile.rows())
        .extracting(row -> row.at().flatMap(MeterTime::local).orElseThrow())
        .containsExactly(
            LocalDateTime.of(2012, 10, 30, 14, 0), LocalDateTime.of(2012, 10, 30, 15, 0));
    assertThat(profile.rows().get(1).values().get(0).quantity().orElseThrow())
        .hasToString("10.600 m3");
  }

  @ParameterizedTest
  @CsvSource({
    "240501001500S, 2024-04-30T22:15:00Z",
    "1240501001500, 2024-04-30T22:15:00Z",
    "0240101001500, 2023-12-31T23:15:00Z"
  })
  void aLoadProfileOfReducedCodesIsRead(String stamp, String first) {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/FLU5\\253000001_A")
                .with("P.01", stamp, "00000000", "15", "2", "1.5", "kW", "2.5", "kW")
                .line("(0.123)(0.000)")
                .line("(0.456)(0.001)")
                .withValidCrc());
    assertThat(telegram.faults()).isEmpty();
    Profile profile = profile(telegram);
    assertThat(profile.code()).isEqualTo(Obis.parse("1-0:99.1.0"));
    assertThat(profile.columns()).containsExactly(Obis.parse("1-0:1.5.0"), Obis.parse("1-0:2.5.0"));
    assertThat(profile.rows().get(0).at().flatMap(MeterTime::instant).orElseThrow())
        .hasToString(first);
    assertThat(profile.rows().get(1).values().get(0).quantity().orElseThrow())
        .hasToString("0.456 kW");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR",
        "240501001500S;00;15;2;1.5;kW;?;kW;0.1;0.2",
        "240501001500S;00;15;1;1.5;kW"
      })
  void aLoadProfileOfAnotherFormIsAFault(String groups) {
    DsmrTelegram telegram = with("P.01", groups.split(";"));
    assertThat(messages(telegram)).singleElement().asString().contains("another form");
    assertThat(telegram.profiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1;0-0:96.7.19;231208152415W",
        "1;0-0:96.7.19;231208152415W;x",
        "1;0-0:96.7.19;231208152415W;240*kWh",
        "1;0-0:96.7.19;231208152415X;240*s",
        "2;0-0:96.7.19;231208152415W;240*s;20;40*s",
        "3;0-0:96.7.19"
      })
  void aFailureThatCannotBeReadIsAFault(String groups) {
    assertThat(with("1-0:99.97.0", groups.split(";")).faults())
        .extracting(Fault::kind)
        .contains(Fault.Kind.VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0;0-0:96.7.19",
        "0;",
        "1;1-0:96.7.19;231208152415W;240*s",
        "1;0:96.7.19;231208152415W;00000000240*s",
        "1;0-0:96.7.19;000101000001W;2147483647*s",
        "9;0-0:96.7.19;231208152415W;23"
      })
  void aFailureLogOfAnyMeterIsNoFault(String groups) {
    assertThat(with("1-0:99.97.0", groups.split(";", -1)).faults()).isEmpty();
  }
}
