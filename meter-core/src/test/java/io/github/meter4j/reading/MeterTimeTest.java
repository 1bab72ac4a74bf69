package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
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
}
