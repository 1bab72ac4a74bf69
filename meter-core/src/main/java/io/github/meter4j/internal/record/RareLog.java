package io.github.meter4j.internal.record;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Logs the first of many messages, and one a minute of those that follow. Safe to share. */
public final class RareLog {
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j");
  }

  private final LongSupplier nanos;
  private boolean any;
  private long last;

  public RareLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** True when it was logged. */
  public synchronized boolean log(System.Logger.Level level, String message) {
    long now = nanos.getAsLong();
    if (any && now - last < PAUSE.toNanos()) {
      return false;
    }
    any = true;
    last = now;
    LogHolder.LOG.log(level, message);
    return true;
  }
}
