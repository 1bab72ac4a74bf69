package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What backed up at the sender and on the way while nobody read: it comes at once when there is
 * room again, much faster than a meter talks. Throws it away.
 */
final class Backlog {
  /** Less than that cannot have backed up: a pseudo terminal, the smallest, holds 0.35 s. */
  static final Duration LEAST_PAUSE = Duration.ofMillis(250);

  /** What was held back begins to come within that, also from far away. */
  private static final Duration WINDOW = Duration.ofMillis(100);

  /** More than that in a window is no line of 115200 baud, which has 1152 bytes in it. */
  private static final int BURST = 3_072;

  /** A sender that is this fast for so long is always so. */
  private static final Duration MOST = Duration.ofSeconds(3);

  private Backlog() {}

  /**
   * Reads until no more comes than a meter sends.
   *
   * @return what came last, which is new
   */
  static ByteBuffer discard(Transport transport) throws TransportException {
    ByteBuffer window = ByteBuffer.allocate(BURST);
    long end = System.nanoTime() + MOST.toNanos();
    boolean burst = fill(window, transport);
    boolean calm = !burst;
    while (!calm && System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
      boolean before = burst;
      burst = fill(window.clear(), transport);
      calm = !burst && !before; // the window after a burst has the end of it
    }
    return calm ? window.flip() : window.clear().limit(0);
  }

  /** True when that many bytes came before the time was up. */
  private static boolean fill(ByteBuffer window, Transport transport) throws TransportException {
    long end = System.nanoTime() + WINDOW.toNanos();
    long left = WINDOW.toNanos();
    int count = 0;
    while (window.hasRemaining() && count >= 0 && left > 0) {
      count = transport.read(window, Duration.ofNanos(left));
      left = Thread.currentThread().isInterrupted() ? 0 : end - System.nanoTime();
    }
    return !window.hasRemaining();
  }
}
