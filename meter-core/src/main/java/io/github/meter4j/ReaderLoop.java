package io.github.meter4j;

import io.github.meter4j.reading.Fault;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives one connection. Whoever needs a reading pumps it: a caller of read(), the consumer of
 * readings(), or the live thread while anybody is subscribed. One of them at a time has the turn;
 * what it pumps goes to all of them, and when it is done the next one takes the turn.
 */
final class ReaderLoop<R extends Reading> {
  /** How long one pump waits, so that closing and interrupting are noticed. */
  private static final Duration STEP = Duration.ofMillis(500);

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j");
  }

  private final MeterSource<R> source;
  private final LastingConnection<R> connection;
  private final ReaderCounters counters;

  private final Recordings recordings;

  /** Guards every field below; never held while the connection or a listener is called. */
  private final Object lock = new Object();

  private final ConnectionState state;
  private final Audience<R> audience;

  /** Whether a thread has the turn: only that one pumps the connection. */
  private boolean pumping;

  private @Nullable Thread liveThread;
  private boolean streaming;

  /**
   * Whether the meter is known to be live, or a recording; neither before old bytes were discarded.
   */
  private boolean live;

  private boolean recording;

  private ReaderLoop(MeterSource<R> source, BackOff backOff) throws MeterException {
    this.source = source;
    this.counters =
        new ReaderCounters(
            new Silence(
                source.options().find(MeterSource.STALE),
                source.driver().period(source.options())));
    boolean dedup = source.options().get(MeterSource.DEDUP);
    this.audience =
        new Audience<>(
            lock, counters, dedup ? Optional.of(new Repeats()) : Optional.empty(), this::connected);
    this.state = new ConnectionState(source, lock, audience::changed, audience::announce);
    this.recordings = Recordings.open(source);
    try {
      this.connection =
          source.options().get(MeterSource.CONNECT) == MeterSource.Connect.LAZY
              ? LastingConnection.lazy(source, backOff, new StateKeeper(), recordings.dump())
              : LastingConnection.eager(source, backOff, new StateKeeper(), recordings.dump());
    } catch (MeterException | RuntimeException e) {
      recordings.close();
      throw e;
    }
  }

  /** The connection says how it is. */
  private final class StateKeeper implements LastingConnection.Watcher {
    @Override
    public void broken(TransportException why) {
      state.disconnected(why);
    }

    @Override
    public void openAgain() {
      state.connecting();
    }
  }

  private void connected() {
    state.connected();
  }

  static <R extends Reading> ReaderLoop<R> open(MeterSource<R> source) throws MeterException {
    return open(source, new BackOff(() -> ThreadLocalRandom.current().nextDouble()));
  }

  static <R extends Reading> ReaderLoop<R> open(MeterSource<R> source, BackOff backOff)
      throws MeterException {
    return new ReaderLoop<>(source, backOff);
  }

  MeterSource<R> source() {
    return source;
  }

  void onFault(Consumer<? super Fault> handler) {
    audience.onFault(handler);
  }

  void onState(BiConsumer<? super ReaderState, Optional<MeterException>> handler) {
    audience.onState(handler);
  }

  Optional<R> latest() {
    return audience.latest();
  }

  ReaderState state() {
    ReaderState now = state.now();
    return now == ReaderState.CONNECTED && counters.isSilent() ? ReaderState.STALE : now;
  }

  ReaderStats stats() {
    return counters.snapshot(
        audience.dropped(), connection.reconnects(), audience.deliveryLag(), recordings.lost());
  }

  R read(Duration timeout) throws MeterException {
    ReadAttempt<R> mine = new ReadAttempt<>(source, timeout);
    boolean myTurn = join(mine);
    try {
      if (myTurn) {
        forgetOld();
        takeRecorded(mine);
      }
      while (mine.reading().isEmpty()) {
        myTurn = myTurn || awaitTurn(mine);
        if (myTurn && !pumpFor(mine) && mine.reading().isEmpty()) {
          state.ended();
          throw new TransportException(
              TransportException.Kind.CLOSED,
              source + " has come to its end after " + counters.readings() + " readings");
        }
      }
      mine.decodedNanos().ifPresent(audience::handedOver);
      return mine.reading().get();
    } finally {
      leave(mine, myTurn);
    }
  }

  /** True when nobody attended to the connection, so that old bytes wait and the turn is taken. */
  private boolean join(ReadAttempt<R> mine) throws TransportException {
    synchronized (lock) {
      requireNotStreaming();
      state.requireOpen();
      boolean idle = takeTurnIfIdle();
      if (!idle && live) {
        audience.forgetPending();
      }
      if (!idle && !recording) {
        mine.wantFrom(connection.position());
      }
      audience.add(mine);
      return idle;
    }
  }

  private boolean takeTurnIfIdle() {
    boolean idle = !pumping && !audience.anyRead() && liveThread == null;
    pumping |= idle;
    return idle;
  }

  /** The caller has the turn. */
  private void forgetOld() throws MeterException {
    boolean forgotten;
    try {
      forgotten = connection.discard();
    } catch (MeterException e) {
      throw state.errorOf(e);
    }
    synchronized (lock) {
      live = forgotten;
      recording = !forgotten;
      if (live) {
        audience.forgetPending();
      } else {
        audience.wantAny();
      }
    }
  }

  /** The caller has the turn. What waits was read before, and comes before what can be pumped. */
  private void takeRecorded(ReadAttempt<R> mine) {
    synchronized (lock) {
      R next = recording && mine.reading().isEmpty() ? audience.takePending() : null;
      if (next != null) {
        mine.give(next);
      }
    }
  }

  /** True when it is the caller's turn, false when another thread has pumped what it waits for. */
  private boolean awaitTurn(ReadAttempt<R> mine) throws MeterException {
    synchronized (lock) {
      while (true) {
        if (mine.reading().isPresent()) {
          return false;
        }
        requireTimeLeft(mine);
        if (!pumping) {
          takeRecorded(mine);
          pumping = mine.reading().isEmpty();
          return pumping;
        }
        await(mine.nanosLeft());
      }
    }
  }

  private void requireTimeLeft(ReadAttempt<R> mine) throws MeterException {
    state.requireOpen();
    if (mine.nanosLeft() <= 0) {
      throw overdue(mine);
    }
  }

  /** While there is no way to the meter, why there is none says more than that nothing came. */
  private MeterException overdue(ReadAttempt<R> attempt) {
    Optional<TransportException> why = connection.whyBroken();
    return why.isPresent() ? why.get() : attempt.timedOut();
  }

  /** The caller holds the lock. */
  private void await(long nanosAtMost) throws TransportException {
    try {
      TimeUnit.NANOSECONDS.timedWait(lock, nanosAtMost);
    } catch (InterruptedException e) {
      throw state.interrupted();
    }
  }

  private boolean pumpFor(ReadAttempt<R> mine) throws MeterException {
    requireTimeLeft(mine);
    return pump(mine.nanosLeft());
  }

  private void leave(ReadAttempt<R> mine, boolean hadTurn) {
    synchronized (lock) {
      audience.remove(mine);
      if (hadTurn) {
        releaseTurn();
      }
    }
  }

  private void releaseTurn() {
    synchronized (lock) {
      pumping = false;
      lock.notifyAll();
    }
  }

  /** One step of the thread that has the turn; false when nothing will ever come again. */
  private boolean pump(long nanosAtMost) throws MeterException {
    state.requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw state.interrupted();
    }
    long begin = System.nanoTime();
    long before = counters.readings();
    try {
      return connection.pump(Duration.ofNanos(Math.min(nanosAtMost, STEP.toNanos())), audience);
    } catch (MeterException e) {
      MeterException error = state.errorOf(e);
      if (!(error instanceof TransportException)) {
        audience.pollFailed(error, connection.position());
      }
      throw error;
    } finally {
      if (counters.readings() == before && counters.listenedInVain(System.nanoTime() - begin)) {
        state.silent();
      }
    }
  }

  /** As pump, but a poll that failed is nothing but a fault: the next one may succeed. */
  private boolean pumpOn(long nanosAtMost) throws TransportException {
    try {
      return pump(nanosAtMost);
    } catch (TransportException e) {
      throw e;
    } catch (MeterException e) {
      return true;
    }
  }

  private void requireNotStreaming() {
    if (streaming) {
      throw new IllegalStateException("readings() is running on this reader: close it first");
    }
  }

  /** Without a limit to its patience when that is null. */
  Stream<R> readings(@Nullable Duration patience) {
    synchronized (lock) {
      if (streaming || audience.anySubscribed()) {
        throw new IllegalStateException(
            streaming
                ? "readings() is running on this reader already"
                : "a subscription is running on this reader: use subscribe with Handoff.buffer");
      }
      streaming = true;
      audience.keepAll(true);
    }
    return ContiguousStream.of(() -> nextInOrder(patience), this::endStream);
  }

  private void endStream() {
    synchronized (lock) {
      streaming = false;
      audience.keepAll(false);
    }
  }

  /** The next reading in order, or null at the end. */
  private @Nullable R nextInOrder(@Nullable Duration patience) throws MeterException {
    if (patience == null) {
      return nextInOrder((ReadAttempt<R>) null);
    }
    ReadAttempt<R> watch = new ReadAttempt<>(source, patience);
    watch.wantFrom(Long.MAX_VALUE); // it only looks on
    audience.add(watch);
    try {
      return nextInOrder(watch);
    } finally {
      audience.remove(watch);
    }
  }

  private @Nullable R nextInOrder(@Nullable ReadAttempt<R> watch) throws MeterException {
    while (takeTurnUnlessPending()) {
      if (!pumpInOrder(watch) && !audience.anyPending()) {
        state.ended();
        return null;
      }
      if (watch != null && watch.nanosLeft() <= 0 && !audience.anyPending()) {
        throw overdue(watch);
      }
    }
    return audience.takePending();
  }

  /** False when there is a reading, and when there will be none because the reader was closed. */
  private boolean takeTurnUnlessPending() throws TransportException {
    synchronized (lock) {
      while (pumping && !audience.anyPending() && !state.isClosed()) {
        await(Long.MAX_VALUE);
      }
      boolean mine = !audience.anyPending() && !state.isClosed();
      pumping |= mine;
      return mine;
    }
  }

  private boolean pumpInOrder(@Nullable ReadAttempt<R> watch) throws MeterException {
    try {
      return pumpOn(watch == null ? Long.MAX_VALUE : Math.max(0, watch.nanosLeft()));
    } catch (TransportException e) {
      if (state.isClosed()) {
        return false;
      }
      throw e;
    } finally {
      releaseTurn();
    }
  }

  MeterSubscription subscribe(MeterListener<? super R> listener, Handoff handoff) {
    LiveDelivery<R> delivery = new LiveDelivery<>(source.toString(), listener, handoff, this::end);
    attach(delivery, Long.MAX_VALUE);
    return delivery;
  }

  /** Old bytes are forgotten before this returns: what comes later is delivered. */
  void attach(LiveDelivery<R> delivery, long demand) {
    boolean idle;
    synchronized (lock) {
      if (state.isClosed()) {
        throw new IllegalStateException("this reader of " + source + " is closed");
      }
      requireNotStreaming();
      idle = takeTurnIfIdle();
      delivery.request(demand);
      delivery.start();
      audience.add(delivery);
      state.tellIfOver(delivery);
    }
    if (idle) {
      startAfresh(delivery);
    }
    synchronized (lock) {
      if (liveThread == null && state.now() != ReaderState.CLOSED) {
        liveThread = Threads.start("meter4j live " + source, this::runLive);
      }
    }
  }

  /** The caller has the turn, and gives it back. Of a recording nothing is forgotten. */
  private void startAfresh(LiveDelivery<R> delivery) {
    try {
      forgetOld();
      for (R next = audience.takePending(); next != null; next = audience.takePending()) {
        delivery.reading(next);
      }
    } catch (MeterException e) {
      // the state says so, and so will the live thread when it pumps
    } finally {
      releaseTurn();
    }
  }

  void end(LiveDelivery<R> delivery) {
    synchronized (lock) {
      audience.remove(delivery);
      lock.notifyAll();
    }
  }

  private void runLive() {
    try {
      boolean more = true;
      while (more && takeLiveTurn()) {
        try {
          more = pumpOn(Long.MAX_VALUE);
        } finally {
          releaseTurn();
        }
      }
      if (!more) {
        state.ended();
      }
    } catch (MeterException e) {
      state.disconnected(e);
    } catch (RuntimeException | Error e) { // whoever listens must hear that nothing comes any more
      String message = "reading " + source + " failed: " + e;
      LogHolder.LOG.log(System.Logger.Level.ERROR, message, e);
      state.disconnected(new TransportException(TransportException.Kind.DISCONNECTED, message, e));
    } finally {
      endLive();
    }
  }

  /** The thread ends where it decides to, so that a new subscriber finds it running or gone. */
  private boolean takeLiveTurn() throws TransportException {
    synchronized (lock) {
      while (pumping && audience.anySubscribed() && !state.isClosed()) {
        await(Long.MAX_VALUE);
      }
      if (state.isClosed() || !audience.anySubscribed()) {
        endLive();
        return false;
      }
      pumping = true;
      return true;
    }
  }

  private void endLive() {
    synchronized (lock) {
      if (liveThread == Thread.currentThread()) {
        liveThread = null;
      }
    }
  }

  void close() {
    if (state.close()) {
      audience.abandon();
      connection.close();
      recordings.close();
    }
  }
}
