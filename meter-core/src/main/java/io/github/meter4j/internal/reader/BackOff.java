package io.github.meter4j.internal.reader;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: 1 s, doubling to 30 s. Each pause is longer or shorter by
 * up to a fifth, so that many readers of one host do not come back in the same moment. For one
 * thread.
 */
public final class BackOff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);
  static final double JITTER = 0.2;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private Duration pause;

  /**
   * A back-off.
   *
   * @param random numbers from 0 up to 1
   */
  public BackOff(DoubleSupplier random) {
    this(FIRST, LONGEST, random);
  }

  public BackOff(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.pause = first;
  }

  /** The pause before the next try; the one after that is longer. */
  Duration next() {
    double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
    Duration now = Duration.ofNanos((long) (pause.toNanos() * factor));
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    return now;
  }

  /** All is well again: the next pause is the first. */
  void reset() {
    pause = first;
  }
}
