package io.github.meter4j;

import io.github.meter4j.reading.Fault;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drives one connection. Whoever needs a reading pumps it: the caller of read(), the consumer of
 * readings(), or the live thread while anybody is subscribed; one of them at a time.
 */
final class ReaderLoop<R extends Reading> {
  /** How long one pump waits, so that closing and interrupting are noticed. */
  private static final Duration STEP = Duration.ofMillis(500);

  private final MeterSource<R> source;
  private final MeterConnection<R> connection;
  private final ReaderCounters counters = new ReaderCounters();
  private final List<LiveDelivery<? super R>> deliveries = new CopyOnWriteArrayList<>();
  private final ReadingSink<R> sink = new Sink();

  /** Held while the connection is pumped; guards the two fields below. */
  private final ReentrantLock pumping = new ReentrantLock(true);

  private final ArrayDeque<R> pending = new ArrayDeque<>();
  private @Nullable ReadAttempt attempt;

  /** Guards who may pump. */
  private final Object mode = new Object();

  private boolean streaming;
  private boolean live;

  private final FreshWaiters<R> waiters = new FreshWaiters<>();
  private volatile Optional<R> latest = Optional.empty();
  private volatile ReaderState state = ReaderState.CONNECTING;
  private volatile boolean closed;
  private long droppedByClosed;

  private ReaderLoop(MeterSource<R> source, MeterConnection<R> connection) {
    this.source = source;
    this.connection = connection;
  }

  static <R extends Reading> ReaderLoop<R> open(MeterSource<R> source) throws MeterException {
    return new ReaderLoop<>(source, source.connect());
  }

  MeterSource<R> source() {
    return source;
  }

  Optional<R> latest() {
    return latest;
  }

  ReaderState state() {
    ReaderState now = state;
    boolean stale =
        now == ReaderState.CONNECTED && counters.silentFor(source.options().get(MeterSource.STALE));
    return stale ? ReaderState.STALE : now;
  }

  ReaderStats stats() {
    long dropped = deliveries.stream().mapToLong(LiveDelivery::dropped).sum();
    synchronized (mode) {
      return counters.snapshot(dropped + droppedByClosed);
    }
  }

  R read(Duration timeout) throws MeterException {
    ReadAttempt mine = new ReadAttempt(source, timeout);
    while (true) {
      Optional<FreshWaiters.Waiter<R>> waiter = joinLive(mine);
      if (waiter.isPresent()) {
        return waiters.await(waiter.get());
      }
      if (!lockPumping(mine)) {
        throw mine.timedOut();
      }
      try {
        if (!isLive()) {
          return pumpUntilFresh(mine);
        }
      } finally {
        pumping.unlock();
      }
    }
  }

  /** Registers with the live thread while it is certain to run. */
  private Optional<FreshWaiters.Waiter<R>> joinLive(ReadAttempt mine) {
    synchronized (mode) {
      return isLive() ? Optional.of(waiters.add(connection.position(), mine)) : Optional.empty();
    }
  }

  private boolean isLive() {
    synchronized (mode) {
      if (streaming) {
        throw new IllegalStateException("readings() is running on this reader: close it first");
      }
      return live;
    }
  }

  private boolean lockPumping(ReadAttempt mine) throws TransportException {
    try {
      return pumping.tryLock(mine.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private R pumpUntilFresh(ReadAttempt mine) throws MeterException {
    attempt = mine;
    try {
      if (discardOld()) {
        pending.clear();
      }
      boolean more = true;
      while (pending.isEmpty()) {
        if (!more) {
          throw ended();
        }
        if (mine.nanosLeft() <= 0) {
          throw mine.timedOut();
        }
        more = pump(mine.nanosLeft());
      }
      return pending.remove();
    } finally {
      attempt = null;
    }
  }

  private boolean discardOld() throws MeterException {
    requireOpen();
    try {
      return connection.discard();
    } catch (MeterException e) {
      throw broken(e);
    }
  }

  /** One step; the caller holds the pumping lock. */
  private boolean pump(long nanosAtMost) throws MeterException {
    requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    try {
      Duration patience = Duration.ofNanos(Math.min(nanosAtMost, STEP.toNanos()));
      return connection.pump(patience, sink);
    } catch (MeterException e) {
      throw broken(e);
    }
  }

  private void requireOpen() throws TransportException {
    if (closed) {
      throw new TransportException(
          TransportException.Kind.CLOSED, "this reader of " + source + " was closed");
    }
  }

  private MeterException broken(MeterException cause) {
    if (closed) {
      return new TransportException(
          TransportException.Kind.CLOSED, "this reader of " + source + " was closed", cause);
    }
    if (cause instanceof TransportException) {
      become(ReaderState.DISCONNECTED, Optional.of(cause));
    }
    return cause;
  }

  private TransportException ended() {
    become(ReaderState.CLOSED, Optional.empty());
    return new TransportException(
        TransportException.Kind.CLOSED,
        source + " has come to its end after " + counters.readings() + " readings");
  }

  private TransportException interrupted() {
    Thread.currentThread().interrupt();
    return new TransportException(
        TransportException.Kind.CLOSED, "interrupted while waiting for " + source);
  }

  Stream<R> readings() {
    synchronized (mode) {
      if (streaming || live) {
        throw new IllegalStateException(
            streaming
                ? "readings() is running on this reader already"
                : "a subscription is running on this reader: use subscribe with Handoff.buffer");
      }
      streaming = true;
    }
    return ContiguousStream.of(this::nextInOrder, this::endStream);
  }

  private void endStream() {
    synchronized (mode) {
      streaming = false;
    }
  }

  /** The next reading in order, or null at the end. */
  private @Nullable R nextInOrder() throws MeterException {
    pumping.lock();
    try {
      boolean more = true;
      while (pending.isEmpty()) {
        if (closed) {
          return null;
        }
        if (!more) {
          become(ReaderState.CLOSED, Optional.empty());
          return null;
        }
        try {
          more = pump(Long.MAX_VALUE);
        } catch (MeterException e) {
          if (closed) {
            return null;
          }
          throw e;
        }
      }
      return pending.remove();
    } finally {
      pumping.unlock();
    }
  }

  MeterSubscription subscribe(MeterListener<? super R> listener, Handoff handoff) {
    LiveDelivery<R> delivery = new LiveDelivery<>(source.toString(), listener, handoff, this::end);
    attach(delivery, Long.MAX_VALUE);
    return delivery;
  }

  void attach(LiveDelivery<? super R> delivery, long demand) {
    synchronized (mode) {
      if (closed) {
        throw new IllegalStateException("this reader of " + source + " is closed");
      }
      if (streaming) {
        throw new IllegalStateException("readings() is running on this reader: close it first");
      }
      delivery.request(demand);
      delivery.start();
      deliveries.add(delivery);
      if (!live) {
        live = true;
        Threads.start("meter4j live " + source, this::runLive);
      }
    }
  }

  void end(LiveDelivery<? super R> delivery) {
    synchronized (mode) {
      if (deliveries.remove(delivery)) {
        droppedByClosed += delivery.dropped();
      }
    }
  }

  private void runLive() {
    try {
      boolean more = true;
      while (more && goOnLive()) {
        pumping.lock();
        try {
          more = pump(Long.MAX_VALUE);
        } finally {
          pumping.unlock();
        }
      }
      if (!more) {
        waiters.fail(ended());
      }
    } catch (MeterException e) {
      waiters.fail(e);
    } finally {
      synchronized (mode) {
        live = false;
      }
    }
  }

  /** A read() that waits for the live thread keeps it going when the last subscriber has left. */
  private boolean goOnLive() {
    synchronized (mode) {
      live = !deliveries.isEmpty() || waiters.any();
      return live;
    }
  }

  private void become(ReaderState next, Optional<MeterException> cause) {
    synchronized (mode) {
      if (state == next) {
        return;
      }
      state = next;
    }
    deliveries.forEach(delivery -> delivery.state(next, cause));
  }

  void close() {
    synchronized (mode) {
      if (closed) {
        return;
      }
      closed = true;
    }
    connection.close();
    become(ReaderState.CLOSED, Optional.empty());
    deliveries.forEach(LiveDelivery::finish);
  }

  private final class Sink implements ReadingSink<R> {
    @Override
    public void reading(R reading, long offset, int length) {
      counters.reading(reading);
      latest = Optional.of(reading);
      become(ReaderState.CONNECTED, Optional.empty());
      if (deliveries.isEmpty()) {
        pending.add(reading);
      }
      deliveries.forEach(delivery -> delivery.reading(reading));
      waiters.offer(reading, offset);
    }

    @Override
    public void rejected(Fault fault) {
      counters.rejected(fault);
      ReadAttempt current = attempt;
      if (current != null) {
        current.fault(fault);
      }
      waiters.fault(fault);
      deliveries.forEach(delivery -> delivery.fault(fault));
    }

    @Override
    public void skipped(long offset, int length) {
      counters.skipped(length);
    }

    @Override
    public void received(ByteBuffer chunk) {
      counters.received(chunk.remaining());
      ReadAttempt current = attempt;
      if (current != null) {
        current.received(chunk);
      }
      waiters.received(chunk);
    }
  }
}
