package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.MeterTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times with a digit for the season before them, and in other forms. */
class MeterClockTest {
  private static final D0Settings BERLIN = D0Settings.DEFAULT.withZone(ZoneId.of("Europe/Berlin"));

  private static MeterTime at(D0Settings settings, String stamp) {
    byte[] frame = push("1.6.1(0.52*kW)(" + stamp + ')');
    return Iec62056.decode(frame, settings).measurements().get(0).at().orElseThrow();
  }

  private static MeterTime clock(D0Settings settings, String date, String time) {
    byte[] frame = push("0.9.1(" + time + ')', "0.9.2(" + date + ')', "1.8.0(1*kWh)");
    return Iec62056.decode(frame, settings).meterTime().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0180105113000, 2018-01-05T10:30:00Z",
    "1170724183000, 2017-07-24T16:30:00Z",
    "2170724183000, 2017-07-24T18:30:00Z",
    "01801051130, 2018-01-05T10:30:00Z",
    "11707241830, 2017-07-24T16:30:00Z",
    "21707241830, 2017-07-24T18:30:00Z",
    // the hour that comes twice
    "1171029023000, 2017-10-29T00:30:00Z",
    "0171029023000, 2017-10-29T01:30:00Z",
    "2171029023000, 2017-10-29T02:30:00Z",
    "171029023000S, 2017-10-29T00:30:00Z",
    "171029023000W, 2017-10-29T01:30:00Z",
    // the hour that is left out
    "0170326023000, 2017-03-26T01:30:00Z",
    "1170326033000, 2017-03-26T01:30:00Z",
    // a meter that prints 0 all year
    "0170724183000, 2017-07-24T16:30:00Z",
    "2017-07-24 18:30, 2017-07-24T16:30:00Z",
    "20170724183000, 2017-07-24T16:30:00Z",
    "17-07-24&18:30:00, 2017-07-24T16:30:00Z"
  })
  void theSeasonDecidesInTheDoubledHour(String stamp, Instant instant) {
    assertThat(at(BERLIN, stamp).instant()).hasValue(instant);
    assertThat(at(BERLIN, stamp).raw()).isEqualTo(stamp);
  }

  @Test
  void withoutAZoneOnlyTheDigitOfUtcGivesAnInstant() {
    assertThat(at(D0Settings.DEFAULT, "0180105113000").instant()).isEmpty();
    assertThat(at(D0Settings.DEFAULT, "0180105113000").daylightSaving()).hasValue(false);
    assertThat(at(D0Settings.DEFAULT, "1170724183000").daylightSaving()).hasValue(true);
    assertThat(at(D0Settings.DEFAULT, "0180105113000").local())
        .hasValue(LocalDateTime.parse("2018-01-05T11:30"));
    assertThat(at(D0Settings.DEFAULT, "2180105113000").instant())
        .hasValue(Instant.parse("2018-01-05T11:30:00Z"));
    assertThat(clock(D0Settings.DEFAULT, "2180105", "153012").instant())
        .hasValue(Instant.parse("2018-01-05T15:30:12Z"));
  }

  @Test
  void aDigitThatTheZoneContradictsSaysNothing() {
    assertThat(at(BERLIN, "0170724183000").daylightSaving()).isEmpty();
    assertThat(at(BERLIN, "1170724183000").daylightSaving()).hasValue(true);
  }

  @ParameterizedTest
  @CsvSource({
    "0180105, 153012, 2018-01-05T14:30:12Z",
    "180105, 0153012, 2018-01-05T14:30:12Z",
    "0171029, 1023000, 2017-10-29T00:30:00Z",
    "1171029, 023000, 2017-10-29T00:30:00Z",
    "0171029, 023000, 2017-10-29T01:30:00Z",
    "171029, 023000, 2017-10-29T00:30:00Z",
    "0230513, 102824, 2023-05-13T08:28:24Z",
    "18-01-05, 15:30, 2018-01-05T14:30:00Z"
  })
  void theClockHasItToo(String date, String time, Instant instant) {
    assertThat(clock(BERLIN, date, time).instant()).hasValue(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0000000000000", "3180105113000", "0189905113000", "00-00-00 00:00", "0000000000"})
  void whatIsNoTimeKeepsItsText(String stamp) {
    MeterTime time = at(BERLIN, stamp);
    assertThat(time.raw()).isEqualTo(stamp);
    assertThat(time.local()).isEmpty();
    assertThat(time.instant()).isEmpty();
  }
}
