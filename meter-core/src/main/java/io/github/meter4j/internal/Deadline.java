package io.github.meter4j.internal;

import java.time.Duration;

/** A moment on the monotonic clock. */
public final class Deadline {
  /** Longer waits are endless; a century still adds to the clock without overflow. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  public static Deadline in(Duration wait) {
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  public boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  /** How long until then; zero or less when it has passed. */
  public long nanosLeft() {
    return nanos - System.nanoTime();
  }

  /** How long until then in whole milliseconds, rounded up: a wait of those is not too short. */
  public int millisLeft() {
    long left = Math.max(0, nanosLeft());
    return (int) Math.min(Integer.MAX_VALUE, (left + 999_999) / 1_000_000);
  }
}
