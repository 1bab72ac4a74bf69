package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.codec.StampReader;
import io.github.meter4j.reading.MeterTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stamps and the instants they mean. */
@Isolated("sets the default time zone")
class StampTest {
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Brussels", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia");

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void restore() {
    TimeZone.setDefault(before);
  }

  private static MeterTime clock(String ident, String stamp) {
    return Dsmr.decode(
            telegram(ident).with("1-3:0.2.8", "50").with("0-0:1.0.0", stamp).withValidCrc())
        .meterTime()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/ABC5, 240115134501W, 2024-01-15T12:45:01Z",
    "/ABC5, 240710120003S, 2024-07-10T10:00:03Z",
    "/ABC5, 241027023000S, 2024-10-27T00:30:00Z",
    "/ABC5, 241027023000W, 2024-10-27T01:30:00Z",
    "/ABC5, 240331015959W, 2024-03-31T00:59:59Z",
    "/ABC5, 240331030000S, 2024-03-31T01:00:00Z",
    "/ABC5, 240331023000W, 2024-03-31T01:30:00Z",
    "/KAM5, 240710120010W, 2024-07-10T11:00:10Z",
    "/KAM5, 240407122854S, 2024-04-07T10:28:54Z",
    "/FLU5, 200301000000S, 2020-02-29T22:00:00Z",
    "/ESO5\\V01001, 240214102015W, 2024-02-14T08:20:15Z",
    "/ESO5\\V01001, 240714102015S, 2024-07-14T07:20:15Z",
    "/GRE5\\12341234_A, 240214102015W, 2024-02-14T09:20:15Z",
    "/ISk5\\2MIE5T-200, 240115134501W, 2024-01-15T12:45:01Z",
    "/ISk5\\2MIE5T-200, 240715134501S, 2024-07-15T11:45:01Z"
  })
  void stampMeansTheSameInstantWhateverTheDefaultZone(String ident, String stamp, Instant at) {
    for (String zone : ZONES) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      MeterTime time = clock(ident, stamp);
      assertThat(time.instant()).as(zone).contains(at);
      assertThat(time.daylightSaving()).contains(stamp.endsWith("S"));
      assertThat(time.raw()).isEqualTo(stamp);
    }
  }

  /** One meter is sold in Sweden, Finland and Belgium, and its letters are the same in each. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/KAM5",
        "/LGF5E360",
        "/ADN9 7534",
        "/ELL5\\253833635_A",
        "/EGM5G15",
        "/XYZ5",
        "/HLY5\\D545"
      })
  void withoutACertainCountryTheLocalTimeStandsAlone(String ident) {
    byte[] bytes =
        telegram(ident)
            .with("0-0:1.0.0", "240714102015S")
            .with("1-0:1.8.0", "1.0*kWh")
            .with("1-0:3.8.0", "1.0*kvarh")
            .withValidCrc();
    DsmrTelegram telegram = Dsmr.decode(bytes);
    MeterTime time = telegram.meterTime().orElseThrow();
    assertThat(time.instant()).isEmpty();
    assertThat(time.local()).contains(LocalDateTime.of(2024, 7, 14, 10, 20, 15));
    assertThat(time.daylightSaving()).contains(true);
    assertThat(telegram.dialect().standardTime()).isEmpty();
    assertThat(instant(bytes, DsmrSettings.DEFAULT.withStandardTime(ZoneOffset.ofHours(2))))
        .contains(Instant.parse("2024-07-14T07:20:15Z"));
    assertThat(instant(bytes, DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Helsinki"))))
        .contains(Instant.parse("2024-07-14T07:20:15Z"));
    assertThat(instant(bytes, DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Stockholm"))))
        .contains(Instant.parse("2024-07-14T08:20:15Z"));
  }

  private static Optional<Instant> instant(byte[] bytes, DsmrSettings settings) {
    DsmrTelegram telegram = Dsmr.decode(bytes, settings);
    assertThat(telegram.faults()).isEmpty();
    return telegram.meterTime().orElseThrow().instant();
  }

  @Test
  void theOffsetGoesBeforeTheZoneAndBothBeforeTheDialect() {
    byte[] bytes = telegram("/ESO5\\V01001").with("0-0:1.0.0", "240214102015W").withValidCrc();
    DsmrSettings zone = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Warsaw"));
    assertThat(instant(bytes, DsmrSettings.DEFAULT))
        .contains(Instant.parse("2024-02-14T08:20:15Z"));
    assertThat(instant(bytes, zone)).contains(Instant.parse("2024-02-14T09:20:15Z"));
    assertThat(instant(bytes, zone.withStandardTime(ZoneOffset.ofHours(3))))
        .contains(Instant.parse("2024-02-14T07:20:15Z"));
  }

  /** The letter stays an offset: the zone gives its standard time, never whether it is summer. */
  @Test
  void aZoneMakesNoLetterAHint() {
    byte[] winterInJuly = telegram("/KAM5").with("0-0:1.0.0", "240710120010W").withValidCrc();
    assertThat(instant(winterInJuly, DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Helsinki"))))
        .contains(Instant.parse("2024-07-10T10:00:10Z"));
  }

  @Test
  void aClockThatIsWrittenOutHasAnInstantInAZone() {
    byte[] bytes = telegram("/LGF5E360").with("0-0:1.0.0", "20240111 09:35:00").withValidCrc();
    MeterTime time = Dsmr.decode(bytes).meterTime().orElseThrow();
    assertThat(time.raw()).isEqualTo("20240111 09:35:00");
    assertThat(time.local()).contains(LocalDateTime.of(2024, 1, 11, 9, 35));
    assertThat(time.instant()).isEmpty();
    assertThat(instant(bytes, DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Copenhagen"))))
        .contains(Instant.parse("2024-01-11T08:35:00Z"));
  }

  @Test
  void aDeviceMayHaveATimeThatIsWrittenOut() {
    byte[] bytes =
        telegram("/LGF5E360")
            .with("0-1:24.1.0", "003")
            .with("0-1:24.2.1", "20240711 09:00:00", "00012.345*m3")
            .withValidCrc();
    DsmrSettings denmark = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Copenhagen"));
    DsmrTelegram telegram = Dsmr.decode(bytes, denmark);
    assertThat(telegram.measurements())
        .extracting(Object::toString)
        .containsExactly("gas_volume 12.345 m3 at 2024-07-11T07:00:00Z");
    assertThat(telegram.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20240111 09:35:0", "20240111 09:35:000", "20241311 09:35:00", "20240111 25:35:00",
        "20240111-09:35:00", "20240111 09.35.00", "19240111 09:35:00", "20700101 00:00:00"
      })
  void aClockThatIsWrittenOutWrongKeepsItsText(String sent) {
    assertThat(clock("/ABC5", sent)).isEqualTo(MeterTime.unknown(sent));
  }

  @Test
  void summerAndWinterDifferByAnHourExactly() {
    Instant summer = clock("/ABC5", "251026023000S").instant().orElseThrow();
    Instant winter = clock("/ABC5", "251026023000W").instant().orElseThrow();
    assertThat(summer.plusSeconds(3600)).isEqualTo(winter);
  }

  @Test
  void theFarthestOffsetIsNoTrouble() {
    StampReader reader = new StampReader(ZoneOffset.ofHours(18), Optional.empty());
    byte[] stamp = TelegramBuilder.bytes("240710120003S");
    assertThat(reader.read(stamp, 0, stamp.length).instant())
        .contains(Instant.parse("2024-07-09T17:00:03Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "07E8010F010D2D01FFFFC400, 2024-01-15T12:45:01Z",
    "07E8010F010D2D01FF003C00, 2024-01-15T12:45:01Z",
    "07E8010F010D2D01FF800000, 2024-01-15T12:45:01Z",
    "07e8070A030C000300FF8880, 2024-07-10T10:00:03Z",
    "07EA080B0208151900007880, 2026-08-11T06:21:25Z"
  })
  void cosemDateTimeIsRead(String sent, Instant at) {
    assertThat(clock("/ABC5", sent).instant()).contains(at);
    assertThat(clock("/ABC5", sent).raw()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFFFFFFFFFFFFFFFFF8000FF", "07E8FF0F010D2D01FFFFC400", "07E8010F01FF2D01FFFFC400",
        "07E8021F010D2D01FFFFC400", "000000000000000000000000", "07E8010F010D2D01FFFFC4XX"
      })
  void cosemDateTimeThatIsNoTimeKeepsItsText(String sent) {
    assertThat(clock("/ABC5", sent)).isEqualTo(MeterTime.unknown(sent));
  }

  @Test
  void cosemDateTimeThatContradictsItselfHasNoInstant() {
    MeterTime time = clock("/ABC5", "07E8010F010D2D01FF007800");
    assertThat(time.local()).contains(LocalDateTime.of(2024, 1, 15, 13, 45, 1));
    assertThat(time.instant()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "240115134501, 2024-01-15T12:45:01Z",
    "240710120003, 2024-07-10T10:00:03Z",
    "241027023000, 2024-10-27T00:30:00Z"
  })
  void aStampWithoutLetterFollowsTheConfiguredZone(String stamp, Instant at) {
    byte[] telegram = telegram("/ABC5").with("0-0:1.0.0", stamp).withValidCrc();
    DsmrSettings settings = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Amsterdam"));
    for (String zone : ZONES) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      assertThat(Dsmr.decode(telegram, settings).meterTime().orElseThrow().instant()).contains(at);
      assertThat(Dsmr.decode(telegram).meterTime().orElseThrow().instant()).isEmpty();
    }
  }

  @Test
  void aStampWithoutLetterInTheHourThatTheZoneSkipsHasNoInstant() {
    byte[] telegram = telegram("/ABC5").with("0-0:1.0.0", "240331023000").withValidCrc();
    DsmrSettings settings = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Amsterdam"));
    MeterTime time = Dsmr.decode(telegram, settings).meterTime().orElseThrow();
    assertThat(time.instant()).isEmpty();
    assertThat(time.local()).contains(LocalDateTime.of(2024, 3, 31, 2, 30));
  }

  @Test
  void aLetterOverridesTheConfiguredZone() {
    byte[] telegram = telegram("/ABC5").with("0-0:1.0.0", "240710120010W").withValidCrc();
    DsmrSettings settings = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Stockholm"));
    assertThat(Dsmr.decode(telegram, settings).meterTime().orElseThrow().instant())
        .contains(Instant.parse("2024-07-10T11:00:10Z"));
  }
}
