package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The turn to pump the connection of a reader: one thread at a time has it, and what it pumps goes
 * to the whole audience. Shares the lock of its {@link ReaderLoop}, which is never held while the
 * connection is called.
 */
final class PumpTurn<R extends Reading> {
  /** How long one pump waits, so that closing and interrupting are noticed. */
  private static final Duration STEP = Duration.ofMillis(500);

  /** A connection that brought nothing gives the next one twice the time, at most so often. */
  private static final int MOST_DOUBLINGS = 3;

  private enum Source {
    /** Nothing was discarded yet, which is what tells the two others apart. */
    UNKNOWN,
    LIVE,
    RECORDING
  }

  private final Object lock;
  private final LastingConnection<R> connection;
  private final ConnectionState state;
  private final Audience<R> audience;
  private final ReaderCounters counters;
  private final String address;

  /** After how many times the limit of silence the connection is taken for dead; 0 for never. */
  private final int reopen;

  private boolean taken;
  private Source source = Source.UNKNOWN;

  PumpTurn(
      Connector<R> source,
      Object lock,
      LastingConnection<R> connection,
      ConnectionState state,
      Audience<R> audience,
      ReaderCounters counters) {
    this.lock = lock;
    this.connection = connection;
    this.state = state;
    this.audience = audience;
    this.counters = counters;
    this.address = source.address();
    this.reopen = source.settings().reopen();
  }

  /** True for the caller that has the turn now. */
  boolean take() {
    synchronized (lock) {
      boolean mine = !taken;
      taken = true;
      return mine;
    }
  }

  boolean isTaken() {
    synchronized (lock) {
      return taken;
    }
  }

  void release() {
    synchronized (lock) {
      taken = false;
      lock.notifyAll();
    }
  }

  /** Waits for something to change. The caller holds the lock. */
  void await(long nanosAtMost) throws TransportException {
    try {
      TimeUnit.NANOSECONDS.timedWait(lock, nanosAtMost);
    } catch (InterruptedException e) {
      throw state.interrupted();
    }
  }

  /**
   * Whoever does not have the turn joins those who wait: only what begins after this is fresh. The
   * caller holds the lock.
   */
  void joinWaiting(ReadAttempt<R> attempt) {
    if (source == Source.LIVE) {
      audience.forgetPending();
    }
    if (source != Source.RECORDING) {
      attempt.wantFrom(connection.position());
    }
  }

  /** Forgets what came before now, unless it is a recording. The caller has the turn. */
  void forgetOld() throws MeterException {
    boolean forgotten;
    try {
      forgotten = connection.discard();
    } catch (MeterException e) {
      throw state.errorOf(e);
    }
    synchronized (lock) {
      source = forgotten ? Source.LIVE : Source.RECORDING;
      if (forgotten) {
        audience.forgetPending();
      } else {
        audience.wantAny();
      }
    }
  }

  /** As that, for a call of read(): it gets nothing that began before now. */
  void forgetOld(ReadAttempt<R> attempt) throws MeterException {
    forgetOld();
    synchronized (lock) {
      if (source == Source.LIVE) {
        attempt.wantFrom(connection.position());
      }
    }
  }

  /** Of a recording, what waits was read before, and comes before what can be pumped. */
  void takeRecorded(ReadAttempt<R> attempt) {
    synchronized (lock) {
      boolean wants = source == Source.RECORDING && attempt.reading().isEmpty();
      R next = wants ? audience.takePending() : null;
      if (next != null) {
        attempt.give(next);
      }
    }
  }

  /** One step of the thread that has the turn; false when nothing will ever come again. */
  boolean pump(long nanosAtMost) throws MeterException {
    state.requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw state.interrupted();
    }
    long begin = System.nanoTime();
    long before = counters.readings();
    try {
      boolean more =
          connection.pump(Duration.ofNanos(Math.min(nanosAtMost, STEP.toNanos())), audience);
      if (more && isDead()) {
        connection.giveUp(nothingGood());
      }
      return more;
    } catch (MeterException e) {
      MeterException error = state.errorOf(e);
      if (!(error instanceof TransportException)) {
        audience.pollFailed(error, connection.bytes());
        state.unanswered(error);
      }
      throw error;
    } finally {
      if (counters.readings() == before && counters.listenedInVain(System.nanoTime() - begin)) {
        state.silent();
      }
    }
  }

  /** Only a good reading shows that a connection lives. */
  private boolean isDead() {
    return reopen > 0
        && counters.limitsInVain()
            >= (long) reopen << Math.min(connection.givenUp(), MOST_DOUBLINGS);
  }

  private TransportException nothingGood() {
    return new TransportException(
        TransportException.Kind.DISCONNECTED,
        address
            + ": the connection is open, and no good reading has come for too long ("
            + connection.bytes()
            + " bytes in all); it is opened again");
  }

  /** As pump, but a poll that failed is nothing but a fault: the next one may succeed. */
  boolean pumpOn(long nanosAtMost) throws TransportException {
    try {
      return pump(nanosAtMost);
    } catch (TransportException e) {
      throw e;
    } catch (MeterException e) {
      return true;
    }
  }

  /** While there is no way to the meter, why there is none says more than that nothing came. */
  MeterException overdue(ReadAttempt<R> attempt) {
    Optional<TransportException> why = connection.whyBroken();
    return why.isPresent() ? why.get() : attempt.timedOut(audience.failure());
  }

  void requireTimeLeft(ReadAttempt<R> attempt) throws MeterException {
    state.requireOpen();
    if (attempt.nanosLeft() <= 0) {
      throw overdue(attempt);
    }
  }
}
