package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeterTimeTest {
  @Test
  void aFillerKeepsItsTextAndMeansNoInstant() {
    MeterTime filler = MeterTime.unknown("632525252525W");
    assertThat(filler.instant()).isEmpty();
    assertThat(filler.local()).isEmpty();
    assertThat(filler.daylightSaving()).isEmpty();
    assertThat(filler).hasToString("\"632525252525W\"");
  }

  @Test
  void aTimePrintsItsInstant() {
    MeterTime time =
        new MeterTime(
            "251026023000W",
            Optional.of(LocalDateTime.parse("2025-10-26T02:30:00")),
            Optional.of(false),
            Optional.of(Instant.parse("2025-10-26T01:30:00Z")));
    assertThat(time).hasToString("2025-10-26T01:30:00Z");
  }

  @Test
  void anInstantDecidesWhichTimeIsLater() {
    MeterTime summer = at("2025-10-26T02:30:00", true, "2025-10-26T00:30:00Z");
    MeterTime winter = at("2025-10-26T02:15:00", false, "2025-10-26T01:15:00Z");
    assertThat(winter.isAfter(summer)).isTrue();
    assertThat(summer.isAfter(winter)).isFalse();
    assertThat(winter.isAfter(winter)).isFalse();
  }

  @Test
  void localTimesWithTheirMarkDecideToTheSecond() {
    MeterTime summer = at("2025-10-26T02:30:00", true, "");
    MeterTime winter = at("2025-10-26T02:15:00", false, "");
    assertThat(winter.isAfter(summer)).isTrue();
    assertThat(summer.isAfter(winter)).isFalse();
    assertThat(at("2025-10-26T02:30:01", true, "").isAfter(summer)).isTrue();
  }

  @Test
  void localTimesWithoutAMarkDecideWhenMoreThanAnHourApart() {
    MeterTime early = at("2025-10-26T02:15:00", null, "");
    assertThat(at("2025-10-26T03:15:00", null, "").isAfter(early)).isFalse();
    assertThat(at("2025-10-26T03:15:01", null, "").isAfter(early)).isTrue();
    assertThat(at("2025-10-26T03:15:01", true, "").isAfter(early)).isTrue();
    assertThat(early.isAfter(at("2025-10-26T03:15:01", null, ""))).isFalse();
  }

  @Test
  void aTextThatMeansNoTimeIsNeitherLaterNorEarlier() {
    MeterTime filler = MeterTime.unknown("632525252525W");
    MeterTime time = at("2025-10-26T02:15:00", false, "2025-10-26T01:15:00Z");
    assertThat(filler.isAfter(time)).isFalse();
    assertThat(time.isAfter(filler)).isFalse();
    assertThat(filler.isAfter(filler)).isFalse();
  }

  private static MeterTime at(String local, @Nullable Boolean summer, String instant) {
    return new MeterTime(
        local,
        Optional.of(LocalDateTime.parse(local)),
        Optional.ofNullable(summer),
        instant.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(instant)));
  }
}
