package io.github.meter4j.simulator;

import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.PulseSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The pulse output of a simulated meter, on a thread of its own. Its pulses take 30 ms and come no
 * faster than the standard allows; those that are due sooner wait.
 */
final class SimPulses implements PulseSource {
  /** The watts at a second since the start. */
  interface Load {
    int watts(long second);
  }

  private static final long SECOND = 1_000_000_000;
  private static final long MS = 1_000_000;
  private static final long LENGTH = 30 * MS;

  /** The least time between two edges: after a late edge the next one may come early. */
  private static final long LEAST = 25 * MS;

  private static final long FIRST_AFTER = 100 * MS;
  private static final long JOULES_IN_KILOWATT_HOUR = 3_600_000;

  private final Load load;
  private final long impulses;
  private final int rate;
  private final long last;
  private final EdgeListener listener;
  private final Thread thread = new Thread(this::run, "meter4j simulated pulses");
  private volatile boolean closed;
  private long notified;

  /**
   * A meter that has not started.
   *
   * @param load the power that it measures
   * @param impulses its pulses a kWh
   * @param rate simulated seconds in a real one
   * @param last after how many pulses it ends
   * @param listener gets the edges
   */
  SimPulses(Load load, long impulses, int rate, long last, EdgeListener listener) {
    this.load = load;
    this.impulses = impulses;
    this.rate = rate;
    this.last = last;
    this.listener = listener;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long start = System.nanoTime() + FIRST_AFTER;
    long due = start;
    long pulses = 0;
    long saved = 0; // joules times pulses a kWh since the last pulse
    for (long second = 0; !closed && pulses < last; second++) {
      long gain = Math.max(0, load.watts(second)) * impulses;
      long used = 0;
      while (!closed && pulses < last && gain - used >= JOULES_IN_KILOWATT_HOUR - saved) {
        used += JOULES_IN_KILOWATT_HOUR - saved;
        saved = 0;
        long at = start + realNanos(second, SECOND * used / gain);
        due = at - due > 2 * LENGTH ? at : due + 2 * LENGTH;
        edge(true, due);
        edge(false, due + LENGTH);
        pulses++;
      }
      saved += gain - used;
      awaitTime(start + realNanos(second, SECOND));
    }
    end();
  }

  private long realNanos(long second, long nanos) {
    return second / rate * SECOND + (second % rate * SECOND + nanos) / rate;
  }

  private void edge(boolean high, long due) {
    long least = notified == 0 ? due : notified + LEAST;
    awaitTime(least - due > 0 ? least : due);
    synchronized (this) {
      if (!closed) {
        listener.edge(high, System.nanoTime());
      }
    }
    notified = System.nanoTime();
  }

  private void awaitTime(long due) {
    long left = due - System.nanoTime();
    while (!closed && left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
  }

  private synchronized void end() {
    if (!closed) {
      listener.ended(Optional.empty());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
