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

  /** The stream that is open. */
  private @Nullable Claim open;

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

  /** What one stream has of the reader. Guarded by the lock. */
  private final class Claim implements ContiguousStream.Source<R> {
    private final @Nullable Duration patience;

    /** Whether its consumer is at work. */
    private boolean inUse;

    private boolean gaveWay;

    Claim(@Nullable Duration patience) {
      this.patience = patience;
    }

    @Override
    public void begin() {
      synchronized (lock) {
        if (gaveWay) {
          throw new IllegalStateException(
              "this stream of "
                  + source.address()
                  + " was left, and gave way to a later call on its reader");
        }
        inUse = true;
      }
    }

    @Override
    public @Nullable R next() throws MeterException {
      return ReadingsInOrder.this.next(this, patience);
    }

    @Override
    public void pause() {
      synchronized (lock) {
        inUse = false;
      }
    }
  }

  /** A stream that was left gives way to another call; one that is being read does not. */
  void giveWay() {
    synchronized (lock) {
      if (open != null && open.inUse) {
        throw new IllegalStateException(
            "a stream of readings() is being read on this reader of " + source.address());
      }
      if (open != null) {
        open.gaveWay = true;
        end(open);
      }
    }
  }

  /** Without a limit to its patience when that is null. */
  Stream<R> start(@Nullable Duration patience) {
    Claim claim = new Claim(patience);
    synchronized (lock) {
      giveWay();
      if (audience.anySubscribed()) {
        throw new IllegalStateException(
            "a subscription is running on this reader: use subscribe with Handoff.buffer");
      }
      open = claim;
      audience.keepAll(true);
    }
    return ContiguousStream.of(claim, () -> end(claim));
  }

  /** Once: the end of a stream must not end the next one of the same reader. */
  private void end(Claim claim) {
    synchronized (lock) {
      if (open == claim) {
        open = null;
        audience.keepAll(false);
        lock.notifyAll();
      }
    }
  }

  /** The next reading in order, or null at the end. */
  private @Nullable R next(Claim me, @Nullable Duration patience) throws MeterException {
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

  private @Nullable R next(Claim me, @Nullable ReadAttempt<R> watch) throws MeterException {
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
      return open == me ? audience.takePending() : null;
    }
  }

  /**
   * False when there is a reading, and when there will be none because the reader or the stream was
   * closed, which any thread may do.
   */
  private boolean takeTurnUnlessPending(Claim me) throws TransportException {
    synchronized (lock) {
      while (turn.isTaken() && !isSettled(me)) {
        turn.await(Long.MAX_VALUE);
      }
      return !isSettled(me) && turn.take();
    }
  }

  /** Whether there is a reading, or will never be one. The caller holds the lock. */
  private boolean isSettled(Claim me) {
    return audience.anyPending() || state.isClosed() || open != me;
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
