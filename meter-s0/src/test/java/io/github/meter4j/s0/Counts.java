package io.github.meter4j.s0;

import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Instant;

/** Counts to save. */
final class Counts {
  static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

  private Counts() {}

  static SavedCount of(long count) {
    return of(count, count + 1);
  }

  static SavedCount of(long count, long generation) {
    Quantity offset = Quantity.of("13756.570", Unit.KILOWATT_HOUR);
    return SavedCount.beginning(S0MeterTest.electricity(1_000), offset, START)
        .plus(count)
        .next(generation, START.plusSeconds(generation), false);
  }
}
