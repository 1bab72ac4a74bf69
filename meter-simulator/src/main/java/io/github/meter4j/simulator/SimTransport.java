package io.github.meter4j.simulator;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The line from a meter that sends by itself: telegrams come when they are due, whether anybody
 * reads or not. It is live, and nothing can be written to it.
 */
final class SimTransport implements Transport {
  private static final long SECOND = 1_000_000_000;

  /** The first telegram comes a little later than opening, so that a first read() sees it. */
  private static final long FIRST_AFTER = SECOND / 10;

  /** After a longer pause the simulated time stands still for the rest of it. */
  private static final long LONGEST_PAUSE = 86_400;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final SimulatedMeter meter;
  private final int rate;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long firstDue;
  private long taken;
  private boolean closed;

  SimTransport(SimulatedMeter meter, int rate) {
    this.meter = meter;
    this.rate = rate;
    this.firstDue = System.nanoTime() + Math.min(FIRST_AFTER, SECOND / rate);
  }

  /** How long until the next telegram; zero or less when it is there. */
  private long nanosToNext() {
    long due = firstDue + taken / rate * SECOND + taken % rate * SECOND / rate;
    return due - System.nanoTime();
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    long start = System.nanoTime();
    long patience = TimeUnit.NANOSECONDS.convert(timeout);
    lock.lock();
    try {
      requireOpen();
      while (!rest.hasRemaining()) {
        long wait = nanosToNext();
        long left = patience - (System.nanoTime() - start);
        if (wait <= 0) {
          rest = ByteBuffer.wrap(meter.next());
          taken++;
        } else if (left <= 0) {
          return 0;
        } else {
          closing.awaitNanos(Math.min(wait, left));
          requireOpen();
        }
      }
      return take(target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private int take(ByteBuffer target) {
    int count = Math.min(rest.remaining(), target.remaining());
    target.put(rest.slice(rest.position(), count));
    rest.position(rest.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    lock.lock();
    try {
      requireOpen();
      throw new TransportException(
          Kind.REFUSED,
          "this simulated meter only sends; one of mode C is sim:mt174, and Modbus meters are"
              + " sim:household for their own drivers");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean discardInput() throws TransportException {
    lock.lock();
    try {
      requireOpen();
      rest = ByteBuffer.allocate(0);
      long late = -nanosToNext();
      if (late >= 0) {
        miss(late / SECOND * rate + late % SECOND * rate / SECOND + 1);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void miss(long telegrams) {
    long lived = Math.min(telegrams, LONGEST_PAUSE);
    meter.skipTo(meter.now().plusSeconds(lived));
    taken += lived;
    if (lived < telegrams) {
      firstDue = System.nanoTime() + SECOND / rate;
      taken = 0;
    }
  }

  private void requireOpen() throws TransportException {
    if (closed) {
      throw new TransportException(Kind.CLOSED, "this simulated meter was closed");
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
