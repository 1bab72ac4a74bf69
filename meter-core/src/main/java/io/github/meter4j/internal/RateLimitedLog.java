package io.github.meter4j.internal;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Logs the first of many messages, and one a minute of those that follow, with the number of those
 * left out. Safe to share.
 */
public final class RateLimitedLog {
  static final Duration PAUSE = Duration.ofMinutes(1);

  private final String logger;
  private final LongSupplier nanos;
  private boolean any;
  private long last;
  private long leftOut;

  /**
   * A log.
   *
   * @param logger the name of the logger, looked up with the first message: that takes long
   * @param nanos the time, as of {@link System#nanoTime}
   */
  public RateLimitedLog(String logger, LongSupplier nanos) {
    this.logger = logger;
    this.nanos = nanos;
  }

  /** True when it was logged. */
  public boolean log(System.Logger.Level level, String message) {
    return log(level, () -> message);
  }

  /** True when it was logged. The message is made only then. */
  public synchronized boolean log(System.Logger.Level level, Supplier<String> message) {
    long now = nanos.getAsLong();
    if (any && now - last < PAUSE.toNanos()) {
      leftOut++;
      return false;
    }
    any = true;
    last = now;
    String more = leftOut == 0 ? "" : " (" + leftOut + " more since the last such message)";
    leftOut = 0;
    System.getLogger(logger).log(level, () -> message.get() + more);
    return true;
  }
}
