package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.record.Recordings;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives one connection. Whoever needs a reading pumps it: a caller of read(), the consumer of
 * readings(), or the live thread while anybody is subscribed. One of them at a time has the turn;
 * what it pumps goes to all of them, and when it is done the next one takes the turn.
 */
public final class ReaderLoop<R extends Reading> {
  private final Connector<R> source;
  private final LastingConnection<R> connection;
  private final ReaderCounters counters;
  private final Recordings recordings;

  /**
   * Guards the state, the audience, the turn, the stream and the live thread; never held while the
   * connection or a listener is called.
   */
  private final Object lock = new Object();

  private final ConnectionState state;
  private final Audience<R> audience;
  private final PumpTurn<R> turn;
  private final ReadingsInOrder<R> inOrder;
  private final LiveThread<R> live;

  private ReaderLoop(Connector<R> source, BackOff backOff) throws MeterException {
    this.source = source;
    Connector.Settings settings = source.settings();
    this.counters = new ReaderCounters(new Silence(settings.stale(), settings.period()));
    this.audience =
        new Audience<>(
            source.address(),
            lock,
            counters,
            settings.dedup() ? Optional.of(new Repeats()) : Optional.empty(),
            this::connected);
    this.state = new ConnectionState(source, lock, audience::changed, audience::announce);
    this.recordings = source.openRecordings();
    try {
      this.connection =
          settings.lazy()
              ? LastingConnection.lazy(source, backOff, new StateKeeper(), recordings.dump())
              : LastingConnection.eager(source, backOff, new StateKeeper(), recordings.dump());
    } catch (MeterException | RuntimeException e) {
      recordings.close();
      throw e;
    }
    this.turn = new PumpTurn<>(source, lock, connection, state, audience, counters);
    this.inOrder = new ReadingsInOrder<>(source, lock, state, audience, turn);
    this.live = new LiveThread<>(source, lock, state, audience, turn);
  }

  /** The connection says how it is. */
  private final class StateKeeper implements LastingConnection.Watcher {
    @Override
    public void broken(TransportException why) {
      state.disconnected(why);
    }

    @Override
    public void openAgain() {
      counters.listensAnew();
      state.connecting();
    }
  }

  private void connected() {
    state.connected();
  }

  public static <R extends Reading> ReaderLoop<R> open(Connector<R> source) throws MeterException {
    return open(source, new BackOff(() -> ThreadLocalRandom.current().nextDouble()));
  }

  public static <R extends Reading> ReaderLoop<R> open(Connector<R> source, BackOff backOff)
      throws MeterException {
    return new ReaderLoop<>(source, backOff);
  }

  String address() {
    return source.address();
  }

  public R read() throws MeterException {
    return read(source.settings().timeout());
  }

  public void onFault(Consumer<? super Fault> handler) {
    audience.onFault(handler);
  }

  public void onState(BiConsumer<? super ReaderState, Optional<MeterException>> handler) {
    audience.onState(handler);
  }

  public Optional<R> latest() {
    return audience.latest();
  }

  public ReaderState state() {
    ReaderState now = state.now();
    return now == ReaderState.CONNECTED && counters.isSilent() ? ReaderState.STALE : now;
  }

  public ReaderStats stats() {
    return counters.snapshot(
        audience.dropped(), connection.reconnects(), audience.deliveryLag(), recordings.lost());
  }

  public R read(Duration timeout) throws MeterException {
    ReadAttempt<R> mine = new ReadAttempt<>(source, timeout);
    boolean myTurn = join(mine);
    try {
      if (myTurn) {
        turn.forgetOld(mine);
        turn.takeRecorded(mine);
      } else {
        connection.hurry();
      }
      while (mine.reading().isEmpty()) {
        myTurn = myTurn || awaitTurn(mine);
        if (myTurn && !pumpFor(mine) && mine.reading().isEmpty()) {
          state.ended();
          throw new TransportException(
              TransportException.Kind.CLOSED,
              source.address() + " has come to its end after " + counters.readings() + " readings");
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
      inOrder.giveWay();
      state.requireOpen();
      boolean idle = takeTurnIfIdle();
      if (!idle) {
        turn.joinWaiting(mine);
      }
      audience.add(mine);
      return idle;
    }
  }

  private boolean takeTurnIfIdle() {
    return !audience.anyRead() && !live.isRunning() && turn.take();
  }

  /** True when it is the caller's turn, false when another thread has pumped what it waits for. */
  private boolean awaitTurn(ReadAttempt<R> mine) throws MeterException {
    synchronized (lock) {
      while (mine.reading().isEmpty()) {
        turn.requireTimeLeft(mine);
        if (!turn.isTaken()) {
          turn.takeRecorded(mine);
          return mine.reading().isEmpty() && turn.take();
        }
        turn.await(mine.nanosLeft());
      }
      return false;
    }
  }

  private boolean pumpFor(ReadAttempt<R> mine) throws MeterException {
    turn.requireTimeLeft(mine);
    return turn.pump(mine.nanosLeft());
  }

  private void leave(ReadAttempt<R> mine, boolean hadTurn) {
    synchronized (lock) {
      audience.remove(mine);
      if (hadTurn) {
        turn.release();
      }
    }
  }

  /** Without a limit to its patience when that is null. */
  public Stream<R> readings(@Nullable Duration patience) {
    return inOrder.start(patience);
  }

  public MeterSubscription subscribe(MeterListener<? super R> listener, Handoff handoff) {
    LiveDelivery<R> delivery =
        new LiveDelivery<>(source.address(), listener, handoff, why -> {}, this::end);
    attach(delivery, Long.MAX_VALUE);
    return delivery;
  }

  /** Old bytes are forgotten before this returns: what comes later is delivered. */
  void attach(LiveDelivery<R> delivery, long demand) {
    boolean idle;
    synchronized (lock) {
      if (state.isClosed()) {
        throw new IllegalStateException("this reader of " + source.address() + " is closed");
      }
      inOrder.giveWay();
      idle = takeTurnIfIdle();
      delivery.request(demand);
      delivery.start();
      audience.add(delivery);
      state.tellIfOver(delivery);
    }
    if (idle) {
      startAfresh(delivery);
    }
    live.start();
  }

  /** The caller has the turn, and gives it back. Of a recording nothing is forgotten. */
  private void startAfresh(LiveDelivery<R> delivery) {
    try {
      turn.forgetOld();
      for (R next = audience.takePending(); next != null; next = audience.takePending()) {
        delivery.reading(next);
      }
    } catch (MeterException e) {
      // the state says so, and so will the live thread when it pumps
    } finally {
      turn.release();
    }
  }

  void end(LiveDelivery<R> delivery) {
    synchronized (lock) {
      audience.remove(delivery);
      lock.notifyAll();
    }
  }

  public void close() {
    if (state.close()) {
      audience.abandon();
      connection.close();
      recordings.close();
    }
  }
}
