package io.github.meter4j.modbus.bus;

/** Whether a unit answers. Safe to share between threads. */
final class UnitHealth {
  private int failures;
  private boolean known;
  private boolean reported;
  private int meters;

  synchronized void answered() {
    failures = 0;
    known = true;
  }

  /** It did not answer, however often it was asked. */
  synchronized void failed() {
    failures++;
  }

  /** A meter that polls the unit is opened. */
  synchronized void meterOpened() {
    meters++;
  }

  synchronized void meterClosed() {
    meters--;
  }

  synchronized boolean isPolled() {
    return meters > 0;
  }

  /** Whether a meter polls it, and it answered when it was asked last. */
  synchronized boolean isAlive() {
    return meters > 0 && isProven();
  }

  /** Whether it answered when it was asked last. */
  synchronized boolean isProven() {
    return known && failures == 0;
  }

  /** Whether it answered when it was asked last, or was never asked. */
  synchronized boolean isWell() {
    return failures == 0;
  }

  /**
   * Whether it is taken for silent: one that never answered after its first failure, any other when
   * it failed twice in a row, since one failure may be noise.
   */
  synchronized boolean isSilent() {
    return failures > (known ? 1 : 0);
  }

  synchronized boolean isKnown() {
    return known;
  }

  /** Whether users are to be told that it is silent, which they were not. */
  synchronized boolean reportSilence() {
    boolean first = !reported;
    reported = true;
    return first;
  }

  /** Whether users are to be told that it answers again. */
  synchronized boolean reportReturn() {
    boolean was = reported;
    reported = false;
    return was;
  }
}
