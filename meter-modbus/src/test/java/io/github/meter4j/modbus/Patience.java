package io.github.meter4j.modbus;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline, so that a failure is a message and not a build that hangs. */
public final class Patience {
  private static final long LIMIT_SECONDS = 20;

  private Patience() {}

  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("in " + LIMIT_SECONDS + " s it never became true that " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
