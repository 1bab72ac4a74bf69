package io.github.meter4j.examples.readmeter;

import io.github.meter4j.MeterReader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a session from another thread. */
final class Stop {
  private final CountDownLatch wanted = new CountDownLatch(1);
  private volatile MeterReader<?> reader;

  /** What to close when the end comes. */
  void watch(MeterReader<?> opened) {
    reader = opened;
    if (isWanted()) {
      opened.close();
    }
  }

  void now() {
    wanted.countDown();
    MeterReader<?> open = reader;
    if (open != null) {
      open.close();
    }
  }

  boolean isWanted() {
    return wanted.getCount() == 0;
  }

  /** Waits, unless the end comes earlier. */
  void pause(long nanos) {
    try {
      wanted.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wanted.countDown();
    }
  }
}
