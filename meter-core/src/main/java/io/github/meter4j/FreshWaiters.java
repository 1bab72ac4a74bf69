package io.github.meter4j;

import io.github.meter4j.reading.Fault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of read() that wait for a reading which the live thread will pump. */
final class FreshWaiters<R> {
  private final List<Waiter<R>> waiting = new ArrayList<>();

  /** One call that waits. */
  static final class Waiter<R> {
    private final long from;
    private final ReadAttempt attempt;
    private @Nullable R reading;
    private @Nullable MeterException failure;

    private Waiter(long from, ReadAttempt attempt) {
      this.from = from;
      this.attempt = attempt;
    }
  }

  /** A call that waits for a reading whose first byte stands at {@code from} or later. */
  synchronized Waiter<R> add(long from, ReadAttempt attempt) {
    Waiter<R> waiter = new Waiter<>(from, attempt);
    waiting.add(waiter);
    return waiter;
  }

  synchronized boolean any() {
    return !waiting.isEmpty();
  }

  synchronized R await(Waiter<R> waiter) throws MeterException {
    try {
      while (waiter.reading == null) {
        if (waiter.failure != null) {
          throw waiter.failure;
        }
        long left = waiter.attempt.nanosLeft();
        if (left <= 0) {
          throw waiter.attempt.timedOut();
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return waiter.reading;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Kind.CLOSED, "interrupted while waiting for a reading", e);
    } finally {
      waiting.remove(waiter);
    }
  }

  synchronized void offer(R reading, long offset) {
    for (Waiter<R> waiter : waiting) {
      if (waiter.reading == null && offset >= waiter.from) {
        waiter.reading = reading;
      }
    }
    notifyAll();
  }

  synchronized void fault(Fault fault) {
    waiting.forEach(waiter -> waiter.attempt.fault(fault));
  }

  synchronized void received(ByteBuffer chunk) {
    waiting.forEach(waiter -> waiter.attempt.received(chunk));
  }

  synchronized void fail(MeterException cause) {
    waiting.forEach(waiter -> waiter.failure = cause);
    notifyAll();
  }
}
