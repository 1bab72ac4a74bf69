package io.github.meter4j.iec62056;

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
    long nanos = Math.max(1, interval.toNanos());
    return start + (Math.floorDiv(now - start, nanos) + 1) * nanos;
  }
}
