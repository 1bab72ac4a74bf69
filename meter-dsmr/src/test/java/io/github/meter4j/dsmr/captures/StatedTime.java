package io.github.meter4j.dsmr.captures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.meter4j.reading.MeterTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Compares times. Those who stated them go by the calendar and look at the letter only in the
 * repeated hour; the library goes by the letter. Where a meter sends S in winter, the two are an
 * hour apart, and that is as it should be.
 */
final class StatedTime {
  private static final ZoneId CALENDAR = ZoneId.of("Europe/Brussels");

  private StatedTime() {}

  static void check(MeterTime time, JsonNode stated) {
    assertThat(time.instant()).contains(letterCounts(time, instant(stated)));
  }

  /** Whether a time is the stated one. */
  static boolean matches(MeterTime time, JsonNode stated) {
    Instant expected = letterCounts(time, instant(stated));
    return time.instant().filter(expected::equals).isPresent();
  }

  private static Instant letterCounts(MeterTime time, Instant stated) {
    boolean summer = CALENDAR.getRules().isDaylightSavings(stated);
    boolean sameLocalTime =
        time.local().filter(stated.atZone(CALENDAR).toLocalDateTime()::equals).isPresent();
    boolean contradicts = time.daylightSaving().filter(letter -> letter != summer).isPresent();
    return sameLocalTime && contradicts ? stated.plusSeconds(summer ? 3600 : -3600) : stated;
  }

  private static Instant instant(JsonNode stated) {
    return OffsetDateTime.parse(stated.asText()).toInstant();
  }
}
