package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stream of every reading in order, pumped by whoever consumes it. Shares the lock of its
 * {@link ReaderLoop}.
 */
final class ReadingsInOrder<R extends Reading> {
  private final Connector<R> source;
  private final Object lock;
  private final ConnectionState state;
  private final Audience<R> audience;
  private final PumpTurn<R> turn;

  /** The stream that is running. */
  private @Nullable Object running;

  ReadingsInOrder(
      Connector<R> source,
      Object lock,
      ConnectionState state,
      Audience<R> audience,
      PumpTurn<R> turn) {
    this.source = source;
    this.lock = lock;
    this.state = state;
    this.audience = audience;
    this.turn = turn;
  }

  void requireNotRunning() {
    synchronized (lock) {
      if (running != null) {
        throw new IllegalStateException("readings() is running on this reader: close it first");
      }
    }
  }

  /** Without a limit to its patience when that is null. */
  Stream<R> start(@Nullable Duration patience) {
    Object me = new Object();
    synchronized (lock) {
      if (running != null || audience.anySubscribed()) {
        throw new IllegalStateException(
            running != null
                ? "readings() is running on this reader already"
                : "a subscription is running on this reader: use subscribe with Handoff.buffer");
      }
      running = me;
      audience.keepAll(true);
    }
    return ContiguousStream.of(() -> next(me, patience), this::end);
  }

  private void end() {
    synchronized (lock) {
      running = null;
      audience.keepAll(false);
      lock.notifyAll();
    }
  }

  /** The next reading in order, or null at the end. */
  private @Nullable R next(Object me, @Nullable Duration patience) throws MeterException {
    if (patience == null) {
      return next(me, (ReadAttempt<R>) null);
    }
    ReadAttempt<R> watch = new ReadAttempt<>(source, patience);
    watch.wantFrom(Long.MAX_VALUE); // it only looks on
    audience.add(watch);
    try {
      return next(me, watch);
    } finally {
      audience.remove(watch);
    }
  }

  private @Nullable R next(Object me, @Nullable ReadAttempt<R> watch) throws MeterException {
    while (takeTurnUnlessPending(me)) {
      if (!pump(watch) && !audience.anyPending()) {
        state.ended();
        return null;
      }
      if (watch != null && watch.nanosLeft() <= 0 && !audience.anyPending()) {
        throw turn.overdue(watch);
      }
    }
    synchronized (lock) {
      return running == me ? audience.takePending() : null;
    }
  }

  /**
   * False when there is a reading, and when there will be none because the reader or the stream was
   * closed, which any thread may do.
   */
  private boolean takeTurnUnlessPending(Object me) throws TransportException {
    synchronized (lock) {
      while (turn.isTaken() && !isSettled(me)) {
        turn.await(Long.MAX_VALUE);
      }
      return !isSettled(me) && turn.take();
    }
  }

  /** Whether there is a reading, or will never be one. The caller holds the lock. */
  private boolean isSettled(Object me) {
    return audience.anyPending() || state.isClosed() || running != me;
  }

  private boolean pump(@Nullable ReadAttempt<R> watch) throws MeterException {
    try {
      return turn.pumpOn(watch == null ? Long.MAX_VALUE : Math.max(0, watch.nanosLeft()));
    } catch (TransportException e) {
      if (state.isClosed()) {
        return false;
      }
      throw e;
    } finally {
      turn.release();
    }
  }
}
