package io.github.meter4j.internal.reader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * How long a meter may be silent. Where nobody has said it, that is learned from the time between
 * its readings: the median of the last few, so that one outage changes nothing. Not safe to share.
 */
final class Silence {
  /** What holds until an interval is known, unless the meter is polled more seldom. */
  static final Duration AT_FIRST = Duration.ofSeconds(60);

  static final Duration LEAST = Duration.ofSeconds(10);
  static final Duration MOST = Duration.ofHours(6);
  static final int INTERVALS = 5;

  /** An odd number has one in the middle. */
  private static final int KEPT = 9;

  /** Readings that come closer than that say nothing of the next: one message of many sensors. */
  private static final long TOGETHER = Duration.ofMillis(100).toNanos();

  private final Optional<Duration> given;
  private final ArrayDeque<Long> intervals = new ArrayDeque<>();
  private Duration learned;
  private boolean any;
  private long first;

  /**
   * A silence of no reading yet.
   *
   * @param given the limit, when its user has set one
   * @param period how often the meter is asked, when it is
   */
  Silence(Optional<Duration> given, Optional<Duration> period) {
    this.given = given;
    Duration polls = period.map(Silence::several).orElse(AT_FIRST);
    this.learned = polls.compareTo(AT_FIRST) < 0 ? AT_FIRST : polls;
  }

  /** A reading has come at that moment of {@link System#nanoTime}. */
  void reading(long now) {
    if (any && now - first < TOGETHER) {
      return;
    }
    if (any) {
      if (intervals.size() == KEPT) {
        intervals.remove();
      }
      intervals.add(now - first);
      learned = several(Duration.ofNanos(median()));
    }
    any = true;
    first = now;
  }

  private long median() {
    return intervals.stream().sorted().skip((intervals.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static Duration several(Duration period) {
    if (period.compareTo(MOST) > 0) { // multiplying might overflow
      return MOST;
    }
    Duration limit = period.multipliedBy(INTERVALS);
    if (limit.compareTo(LEAST) < 0) {
      return LEAST;
    }
    return limit.compareTo(MOST) < 0 ? limit : MOST;
  }

  /** After that long without a reading something is wrong. */
  Duration limit() {
    return given.orElse(learned);
  }
}
