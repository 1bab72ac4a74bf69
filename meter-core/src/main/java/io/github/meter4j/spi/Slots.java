package io.github.meter4j.spi;

import java.time.Duration;

/**
 * Moments at a fixed distance from a start: work that takes long misses some, and moves none.
 *
 * @param start a time of {@link System#nanoTime}
 * @param interval the distance
 */
record Slots(long start, Duration interval) {

  /** The first moment after a time. */
  long next(long now) {
    return start + (number(now) + 1) * nanos();
  }

  /** How many moments there are after one time up to another. */
  long between(long from, long to) {
    return number(to) - number(from);
  }

  private long number(long now) {
    return Math.floorDiv(now - start, nanos());
  }

  private long nanos() {
    return Math.max(1, interval.toNanos());
  }
}
