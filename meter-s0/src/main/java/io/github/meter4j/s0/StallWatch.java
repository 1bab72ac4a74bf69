package io.github.meter4j.s0;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Notices when this program stood still: a collection of garbage, a busy processor, a stopped
 * process. The kernel keeps edges meanwhile, and they come all at once afterwards, without the
 * times at which they happened.
 *
 * <p>A thread wakes up a hundred times a second while any input is open, looks at the clock and
 * lets every input look at its level: that tells when only the thread that tells edges is late.
 * Safe to share between threads.
 */
final class StallWatch {
  private static final long MS = 1_000_000;

  /** From one look at the clock to the next. */
  static final long BEAT = 10 * MS;

  /**
   * A beat that comes later than this is a stall, and no edge is told as on time that is later than
   * this. Shorter delays leave legal pulses long enough.
   */
  static final long STALL = 15 * MS;

  /** How long it takes until the edges that waited have been told. */
  static final long DRAIN = 30 * MS;

  static final StallWatch OF_THIS_PROCESS = new StallWatch(System::nanoTime, true);

  private final LongSupplier nanoTime;
  private final boolean beating;
  private final List<Runnable> inputs = new CopyOnWriteArrayList<>();
  private boolean running;
  private long beat;
  private boolean anyStall;
  private long stalledFrom;
  private long lateUntil;

  /**
   * A watch that nobody needs yet.
   *
   * @param nanoTime the clock
   * @param beating whether it has a thread; otherwise somebody calls {@link #beat}
   */
  StallWatch(LongSupplier nanoTime, boolean beating) {
    this.nanoTime = nanoTime;
    this.beating = beating;
  }

  /**
   * An input is being opened.
   *
   * @param look looks at its level; must not take long
   */
  synchronized void join(Runnable look) {
    inputs.add(look);
    if (inputs.size() == 1) {
      beat = nanoTime.getAsLong();
      if (beating && !running) {
        running = true;
        Thread thread = new Thread(this::run, "meter4j stall watch");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  /** An input was closed. */
  synchronized void leave(Runnable look) {
    inputs.remove(look);
  }

  private void run() {
    do {
      LockSupport.parkNanos(BEAT);
    } while (beat());
  }

  /** Looks at the clock and the inputs; false when no input is open any more. */
  boolean beat() {
    boolean goesOn = beatOnce();
    for (Runnable look : inputs) {
      look.run();
    }
    return goesOn;
  }

  private synchronized boolean beatOnce() {
    long now = nanoTime.getAsLong();
    if (now - beat > STALL) {
      stalled(beat, now);
    }
    beat = now;
    running = !inputs.isEmpty();
    return running;
  }

  /** Telling an edge took from one time to another; the next one waited that long. */
  synchronized void worked(long from, long until) {
    if (until - from > STALL) {
      stalled(from, until);
    }
  }

  private void stalled(long from, long until) {
    boolean goesOn = anyStall && from - lateUntil < 0;
    stalledFrom = goesOn ? stalledFrom : from;
    lateUntil = until + DRAIN;
    anyStall = true;
  }

  /** When an edge that is told now happened at the earliest: now, unless there was a stall. */
  synchronized long earliest(long now) {
    if (inputs.isEmpty()) {
      return now;
    }
    if (now - beat > STALL) {
      stalled(beat, now);
    }
    return anyStall && now - lateUntil < 0 ? stalledFrom : now;
  }
}
