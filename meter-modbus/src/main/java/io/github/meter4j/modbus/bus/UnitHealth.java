package io.github.meter4j.modbus.bus;

import java.util.concurrent.TimeUnit;

/**
 * Whether a unit answers. One that does not is asked less and less often, so that it costs the
 * others on the line little. Safe to share between threads.
 */
public final class UnitHealth {
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  private int failures;
  private long nextTry;
  private boolean known;
  private int meters;

  synchronized void answered() {
    failures = 0;
    known = true;
  }

  /** A meter that polls the unit is opened. */
  synchronized void meterOpened() {
    meters++;
  }

  synchronized void meterClosed() {
    meters--;
  }

  /** Whether a meter polls it, and it answered when it was asked last. */
  synchronized boolean isAlive() {
    return meters > 0 && known && failures == 0;
  }

  /** It did not answer at a time of {@link ModbusLine#nanos}, however often it was asked. */
  synchronized void failed(long now) {
    long pause = failures > 5 ? LONGEST_PAUSE : Math.min(LONGEST_PAUSE, FIRST_PAUSE << failures);
    failures++;
    nextTry = now + pause;
  }

  /** Whether it is not yet time to ask a silent unit again. */
  synchronized boolean rests(long now) {
    return failures > 0 && now - nextTry < 0;
  }

  /** Whether it answered when it was asked last, or was never asked. */
  synchronized boolean isWell() {
    return failures == 0;
  }
}
