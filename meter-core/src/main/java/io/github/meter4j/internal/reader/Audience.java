package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.internal.RateLimitedLog;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who gets what is pumped: calls of read() that wait, subscriptions, and readings that
 * nobody has taken yet. Shares the lock of its {@link ReaderLoop}.
 */
final class Audience<R extends Reading> implements ReadingSink<R> {
  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger(LOGGER);
  }

  /** A reading that nobody has taken, and when it was decoded. */
  private record Pending<R>(R reading, long nanos) {}

  private static final String LOGGER = "io.github.meter4j.reader";

  private final RateLimitedLog rejections = new RateLimitedLog(LOGGER, System::nanoTime);
  private final String address;
  private final Object lock;
  private final ReaderCounters counters;
  private final Runnable onReading;
  private final List<ReadAttempt<R>> attempts = new ArrayList<>();
  private final List<LiveDelivery<R>> deliveries = new ArrayList<>();

  /** For readings(), and for the read() of a recording. */
  private final ArrayDeque<Pending<R>> pending = new ArrayDeque<>();

  /** Set when repeated readings are to be left out. */
  private final Optional<Repeats> repeats;

  /** How long the reading that was handed over last, and not to a subscription, had waited. */
  private OptionalLong lag = OptionalLong.empty();

  private record Change(ReaderState state, Optional<MeterException> cause) {}

  /** Of which the state handler has not heard yet, oldest first. */
  private final ArrayDeque<Change> changes = new ArrayDeque<>();

  /** Whether a thread is telling the state handler of one. */
  private boolean telling;

  /** Whether trouble was logged whose end was not. Used by the thread that is telling. */
  private boolean troubled;

  /** How many polls have failed since the last reading, and the last of them. */
  private long failedPolls;

  private Optional<MeterException> failure = Optional.empty();

  /** Whether a stream is to have every reading, whoever else has it. */
  private boolean keepsAll;

  private long droppedByEnded;
  private volatile Consumer<? super Fault> faultHandler = fault -> {};
  private volatile BiConsumer<? super ReaderState, Optional<MeterException>> stateHandler =
      (state, cause) -> {};
  private volatile Optional<R> latest = Optional.empty();

  Audience(
      String address,
      Object lock,
      ReaderCounters counters,
      Optional<Repeats> repeats,
      Runnable onReading) {
    this.address = address;
    this.repeats = repeats;
    this.lock = lock;
    this.counters = counters;
    this.onReading = onReading;
  }

  Optional<R> latest() {
    return latest;
  }

  void onFault(Consumer<? super Fault> handler) {
    faultHandler = handler;
  }

  void onState(BiConsumer<? super ReaderState, Optional<MeterException>> handler) {
    stateHandler = handler;
  }

  void add(ReadAttempt<R> attempt) {
    synchronized (lock) {
      attempts.add(attempt);
    }
  }

  void remove(ReadAttempt<R> attempt) {
    synchronized (lock) {
      attempts.remove(attempt);
    }
  }

  void add(LiveDelivery<R> delivery) {
    synchronized (lock) {
      deliveries.add(delivery);
    }
  }

  void remove(LiveDelivery<R> delivery) {
    synchronized (lock) {
      if (deliveries.remove(delivery)) {
        droppedByEnded += delivery.dropped();
      }
    }
  }

  boolean anyRead() {
    synchronized (lock) {
      return !attempts.isEmpty();
    }
  }

  boolean anySubscribed() {
    synchronized (lock) {
      return !deliveries.isEmpty();
    }
  }

  long dropped() {
    synchronized (lock) {
      return droppedByEnded + deliveries.stream().mapToLong(LiveDelivery::dropped).sum();
    }
  }

  /** A waiting call of read() takes what was decoded at that moment. */
  void handedOver(long decodedNanos) {
    synchronized (lock) {
      lag = OptionalLong.of(System.nanoTime() - decodedNanos);
    }
  }

  Optional<Duration> deliveryLag() {
    synchronized (lock) {
      OptionalLong nanos =
          deliveries.isEmpty()
              ? lag
              : deliveries.stream().flatMapToLong(delivery -> delivery.lag().stream()).max();
      return nanos.isPresent()
          ? Optional.of(Duration.ofNanos(nanos.getAsLong()))
          : Optional.empty();
    }
  }

  boolean anyPending() {
    synchronized (lock) {
      return !pending.isEmpty();
    }
  }

  @Nullable R takePending() {
    synchronized (lock) {
      Pending<R> next = pending.poll();
      if (next == null) {
        return null;
      }
      lag = OptionalLong.of(System.nanoTime() - next.nanos());
      return next.reading();
    }
  }

  /** It is a recording: nothing in it is too old for a read that waits. */
  void wantAny() {
    synchronized (lock) {
      attempts.forEach(attempt -> attempt.wantFrom(Long.MIN_VALUE));
    }
  }

  void forgetPending() {
    synchronized (lock) {
      pending.clear();
    }
  }

  void keepAll(boolean all) {
    synchronized (lock) {
      keepsAll = all;
    }
  }

  void changed(ReaderState state, Optional<MeterException> cause) {
    synchronized (lock) {
      deliveries.forEach(delivery -> delivery.state(state, cause));
      changes.add(new Change(state, cause));
    }
  }

  /**
   * Tells the state handler of what has changed. The caller does not hold the lock: a handler that
   * blocks keeps only the thread that calls it, and it hears one change after the other.
   */
  void announce() {
    for (Change next = nextToTell(); next != null; next = nextToTell()) {
      try {
        tell(next);
        log(next); // afterwards: the first line of a log takes a small computer more than a second
      } finally {
        synchronized (lock) {
          telling = false;
        }
      }
    }
  }

  private void tell(Change change) {
    try {
      stateHandler.accept(change.state(), change.cause());
    } catch (Throwable e) { // also an assertion must not keep a reader from closing its way
      LogHolder.LOG.log(System.Logger.Level.WARNING, "a state handler failed", e);
    }
  }

  /**
   * What goes as it should, the first reading and the end by the user, is no news. That a poll
   * failed is logged by {@link #pollFailed}.
   */
  private void log(Change change) {
    if (change.state() == ReaderState.STALE && change.cause().isPresent()) {
      return;
    }
    if (change.cause().isPresent()) {
      troubled = true;
      info("is " + change.state() + ": " + change.cause().get().getMessage());
    } else if (change.state() == ReaderState.STALE) {
      troubled = true;
      info("is STALE: no reading for too long");
    } else if (change.state() == ReaderState.CONNECTED && troubled) {
      troubled = false;
      info("is CONNECTED again");
    }
  }

  private void info(String what) {
    LogHolder.LOG.log(System.Logger.Level.INFO, () -> address + ' ' + what);
  }

  private @Nullable Change nextToTell() {
    synchronized (lock) {
      Change next = telling ? null : changes.poll();
      telling |= next != null;
      return next;
    }
  }

  /** The way broke, and is not opened again. */
  void failed(MeterException why) {
    synchronized (lock) {
      deliveries.forEach(delivery -> delivery.failed(why));
    }
  }

  void abandon() {
    synchronized (lock) {
      deliveries.forEach(LiveDelivery::abandon);
    }
  }

  @Override
  public void reading(R reading, long offset, int length) {
    long failed;
    synchronized (lock) {
      if (repeats.isPresent() && repeats.get().isRepeat(reading)) {
        counters.repeated();
        return;
      }
      counters.reading(reading);
      failed = failedPolls;
      failedPolls = 0;
      failure = Optional.empty();
      latest = Optional.of(reading);
      onReading.run();
      boolean taken = !deliveries.isEmpty();
      deliveries.forEach(delivery -> delivery.reading(reading));
      for (ReadAttempt<R> attempt : attempts) {
        taken |= attempt.offer(reading, offset);
      }
      if (!taken || keepsAll) {
        pending.add(new Pending<>(reading, System.nanoTime()));
      } else if (!deliveries.isEmpty()) {
        pending.clear();
      }
      lock.notifyAll();
    }
    if (failed > 0) {
      info("answers again after " + failed + " failed polls");
    }
    announce();
  }

  @Override
  public void rejected(Fault fault) {
    rejections.log(System.Logger.Level.DEBUG, () -> address + " sent what is rejected: " + fault);
    count(fault);
  }

  private void count(Fault fault) {
    synchronized (lock) {
      counters.rejected(fault);
      attempts.forEach(attempt -> attempt.fault(fault));
      deliveries.forEach(delivery -> delivery.fault(fault));
    }
    try {
      faultHandler.accept(fault);
    } catch (Throwable e) { // the decoder that calls this must not be torn out of its work
      LogHolder.LOG.log(System.Logger.Level.WARNING, "a fault handler failed", e);
    }
  }

  /** Why the last poll failed, when no reading has come since. */
  Optional<MeterException> failure() {
    synchronized (lock) {
      return failure;
    }
  }

  /** A meter that was asked did not answer well; counted and told as a fault without bytes. */
  void pollFailed(MeterException why, long place) {
    Fault.Kind kind = why instanceof DeviceException ? Fault.Kind.REFUSED : Fault.Kind.NO_ANSWER;
    boolean first;
    synchronized (lock) {
      first = failedPolls++ == 0;
      failure = Optional.of(why);
    }
    if (first) {
      info("was polled in vain: " + why.getMessage().replace(address + ' ', ""));
    }
    count(new Fault(kind, why.getMessage(), place, 0, 0, 0, ""));
  }

  @Override
  public void skipped(long offset, int length) {
    counters.skipped(length);
  }

  @Override
  public void missed(long polls) {
    counters.missed(polls);
  }

  @Override
  public void received(ByteBuffer chunk) {
    synchronized (lock) {
      counters.received(chunk.remaining());
      attempts.forEach(attempt -> attempt.received(chunk));
    }
  }
}
