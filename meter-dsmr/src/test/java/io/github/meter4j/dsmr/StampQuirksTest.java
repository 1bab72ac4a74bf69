package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.MeterTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quirks 22 to 30 of the field: stamps and the failure log. */
class StampQuirksTest {
  private static DsmrTelegram decode(TelegramBuilder builder) {
    return Dsmr.decode(builder.withValidCrc());
  }

  private static DsmrTelegram with(String code, String... groups) {
    return decode(telegram("/ABC5\\2MTR").with("1-3:0.2.8", "50").with(code, groups));
  }

  private static MeterTime clock(String stamp) {
    return with("0-0:1.0.0", stamp).meterTime().orElseThrow();
  }

  private static List<Fault.Kind> kinds(DsmrTelegram telegram) {
    return telegram.faults().stream().map(Fault::kind).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"632525252525S", "632525252525W"})
  void quirk22_aDeviceThatWasNeverReadHasNoValue(String filler) {
    DsmrTelegram telegram =
        decode(
            telegram("/Ene5\\T210-D ESMR5.0")
                .with("1-0:1.8.1", "000001.000*kWh")
                .with("0-1:24.1.0", "003")
                .with("0-1:24.2.1", filler, "00000.000")
                .with("0-2:24.1.0", "003")
                .with("0-2:24.2.1", filler, "00000.000*m3"));
    assertThat(telegram.measurements()).hasSize(1);
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.VALUE, Fault.Kind.VALUE);
    assertThat(telegram.mbusDevices()).hasSize(2);
    assertThat(telegram.mbusDevices()).allSatisfy(d -> assertThat(d.register()).isEmpty());
    assertThat(telegram.objects().get(2).groups()).containsExactly(filler, "00000.000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"632525252525W", "35255255255255255S"})
  void quirk23_aMonthWithoutPeakIsNoMeasurement(String filler) {
    DsmrTelegram telegram =
        with(
            "0-0:98.1.0",
            "2",
            "1-0:1.6.0",
            "1-0:1.6.0",
            "240601000000S",
            "240512213000S",
            "05.980*kW",
            "240701000000S",
            filler,
            "00.000*kW");
    assertThat(telegram.monthlyPeaks()).hasSize(2);
    MonthlyPeak empty = telegram.monthlyPeaks().get(1);
    assertThat(empty.peakEnd()).isEqualTo(MeterTime.unknown(filler));
    assertThat(telegram.measurements()).hasSize(1);
    assertThat(telegram.measurements().get(0).quantity()).hasToString("5.980 kW");
  }

  @Test
  void quirk23_theHighestQuarterHourOfAMonthThatHasJustBegunIsAbsent() {
    DsmrTelegram telegram = with("1-0:1.6.0", "632525252525S", "00.000*kW");
    assertThat(telegram.monthlyPeak()).isEmpty();
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.VALUE);
  }

  @Test
  void quirk24_aDeadDeviceDoesNotHideALivingOne() {
    DsmrTelegram telegram =
        decode(
            telegram("/KFM5KAIFA-METER")
                .with("0-1:24.1.0", "003")
                .with("0-1:24.2.1", "700101010000W", "00000000")
                .with("0-2:24.1.0", "003")
                .with("0-2:24.2.1", "240115134000W", "00123.456*m3"));
    assertThat(telegram.require(Measurand.GAS_VOLUME)).hasToString("123.456 m3");
    assertThat(telegram.measurements()).hasSize(1);
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.UNIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "632525252525W",
        "632525252525S",
        "000101010000W",
        "000101000001W",
        "000101000000W",
        "700101010000W",
        "000000000000W",
        "250000000000W",
        "123412341234W",
        "213112235959W",
        "240230120000W",
        "240115250000W",
        "35255255255255255S",
        "",
        "W",
        "24011513450W",
        "2401151345010W",
        "240115134501X"
      })
  void quirk24_aStampThatIsNoTimeKeepsItsTextOnly(String stamp) {
    assertThat(clock(stamp)).isEqualTo(MeterTime.unknown(stamp));
  }

  @Test
  void quirk25_theLetterMayBeLowerCase() {
    assertThat(clock("240710120003s").instant()).contains(Instant.parse("2024-07-10T10:00:03Z"));
    assertThat(clock("240115134501w").instant()).contains(Instant.parse("2024-01-15T12:45:01Z"));
  }

  @Test
  void quirk25_withoutALetterThereIsALocalTimeAndAnInstantOnlyInAConfiguredZone() {
    byte[] telegram = telegram("/ABC5").with("0-0:1.0.0", "211123200000").withValidCrc();
    MeterTime plain = Dsmr.decode(telegram).meterTime().orElseThrow();
    assertThat(plain.local()).contains(LocalDateTime.of(2021, 11, 23, 20, 0));
    assertThat(plain.instant()).isEmpty();
    assertThat(plain.daylightSaving()).isEmpty();
    DsmrSettings brussels = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Brussels"));
    assertThat(Dsmr.decode(telegram, brussels).meterTime().orElseThrow().instant())
        .contains(Instant.parse("2021-11-23T19:00:00Z"));
  }

  @Test
  void quirk25_theValueMayStandBeforeItsStamp() {
    DsmrTelegram telegram = with("1-0:1.6.0", "08.832*kW", "260112223000");
    assertThat(telegram.monthlyPeak().orElseThrow().quantity()).hasToString("8.832 kW");
    assertThat(telegram.monthlyPeak().orElseThrow().at().orElseThrow().local())
        .contains(LocalDateTime.of(2026, 1, 12, 22, 30));
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void quirk26_theClockMayBeTwelveBytesOfCosem() {
    MeterTime time = clock("07EA080B0208151900007880");
    assertThat(time.instant()).contains(Instant.parse("2026-08-11T06:21:25Z"));
    assertThat(time.daylightSaving()).contains(true);
    assertThat(time.raw()).isEqualTo("07EA080B0208151900007880");
  }

  @Test
  void quirk27_theClockMayBeTwoObjectsOrStandUnderAnotherCode() {
    DsmrTelegram two =
        decode(telegram("/ABC5").with("1-0:0.9.1", "074212").with("1-0:0.9.2", "260204"));
    assertThat(two.meterTime().orElseThrow().local())
        .contains(LocalDateTime.of(2026, 2, 4, 7, 42, 12));
    assertThat(two.meterTime().orElseThrow().instant()).isEmpty();
    assertThat(with("0-0:1.1.0", "240115134501W").meterTime().orElseThrow().instant())
        .contains(Instant.parse("2024-01-15T12:45:01Z"));
    assertThat(with("1-0:0.9.1", "074212").meterTime()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"190101210000W", "681027120000W", "200101000000W"})
  void quirk28_aClockThatIsWrongIsReportedAsItIs(String stamp) {
    MeterTime time = clock(stamp);
    assertThat(time.instant()).isPresent();
    assertThat(time.raw()).isEqualTo(stamp);
    byte[] telegram = telegram("/ABC5").with("0-0:1.0.0", stamp).withValidCrc();
    assertThat(Events.of(DsmrSettings.DEFAULT, telegram).telegram().receivedAt())
        .contains(Events.NOW);
  }

  @Test
  void quirk29_winterTimeInSummerIsAnOffsetAndNotAMistake() {
    DsmrSettings sweden = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Stockholm"));
    assertThat(Dsmr.decode(Vectors.bytes("p1_se"), sweden).meterTime().orElseThrow().instant())
        .contains(Instant.parse("2024-07-10T11:00:10Z"));
  }

  private static List<PowerFailure> log(String... groups) {
    return with("1-0:99.97.0", groups).failureLog();
  }

  @Test
  void quirk30_anEmptyFailureLogIsEmpty() {
    assertThat(log("")).isEmpty();
    assertThat(log("0", "0-0:96.7.19")).isEmpty();
    assertThat(log("0", "")).isEmpty();
    assertThat(with("1-0:1.8.0", "1*kWh").failureLog()).isEmpty();
  }

  @Test
  void quirk30_theCountAndTheOrderOfTheFailureLogAreNotTrusted() {
    List<PowerFailure> failures =
        log(
            "9",
            "0-0:96.7.19",
            "230708151004S",
            "0000000301*s",
            "231208152415W",
            "240",
            "240101000000W",
            "00000000060*s");
    assertThat(failures)
        .extracting(PowerFailure::duration)
        .containsExactly(
            java.util.Optional.of(Duration.ofSeconds(301)),
            java.util.Optional.of(Duration.ofSeconds(240)),
            java.util.Optional.of(Duration.ofSeconds(60)));
    assertThat(failures.get(1).start()).contains(Instant.parse("2023-12-08T14:20:15Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647*s", "4294967295*s", "99999999999999999*s", "", "x", "-5*s"})
  void quirk30_aDurationThatIsUnknownIsAbsent(String duration) {
    List<PowerFailure> failures = log("1", "0-0:96.7.19", "231208152415W", duration);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).duration()).isEmpty();
    assertThat(failures.get(0).start()).isEmpty();
    assertThat(failures.get(0).end().instant()).isPresent();
  }

  @Test
  void quirk30_longDurationsAndRepeatedEntriesAreKept() {
    List<PowerFailure> failures =
        log(
            "3",
            "0-0:96.7.19",
            "000101010000W",
            "2317482647*s",
            "231208152415W",
            "0027917692*s",
            "231208152415W",
            "0027917692*s");
    assertThat(failures).hasSize(3);
    assertThat(failures.get(0).duration()).contains(Duration.ofSeconds(2_317_482_647L));
    assertThat(failures.get(0).end().instant()).isEmpty();
    assertThat(failures.get(0).start()).isEmpty();
    assertThat(failures.get(1)).isEqualTo(failures.get(2));
  }
}
