package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One subscription: a bounded queue and the thread that empties it into a listener. */
public final class LiveDelivery<R extends Reading> implements MeterSubscription {
  /** Faults and states that wait; more say nothing new, and the statistics count the faults. */
  private static final int MAX_NEWS = 16;

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.reader");
  }

  private sealed interface Event<R> permits Arrived, Damaged, Changed, Asked {}

  private record Arrived<R>(R reading, long nanos) implements Event<R> {}

  private record Damaged<R>(Fault fault) implements Event<R> {}

  private record Changed<R>(ReaderState state, Optional<MeterException> cause)
      implements Event<R> {}

  private record Asked<R>(Runnable action) implements Event<R> {}

  private final String source;
  private final MeterListener<? super R> listener;
  private final Handoff handoff;
  private final Consumer<MeterException> onFailure;
  private final Consumer<LiveDelivery<R>> onEnd;
  private final ArrayDeque<Event<R>> queue = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private int readings;
  private int faults;
  private int states;
  private long demand;
  private long dropped;
  private OptionalLong lag = OptionalLong.empty();
  private long failures;
  private boolean finishing;
  private boolean abandoned;
  private boolean cancelled;

  /**
   * A subscription that is not running yet.
   *
   * @param onFailure is told on the listener's thread when nothing will ever come again, and why
   * @param onEnd is told when it is over
   */
  public LiveDelivery(
      String source,
      MeterListener<? super R> listener,
      Handoff handoff,
      Consumer<MeterException> onFailure,
      Consumer<LiveDelivery<R>> onEnd) {
    this.source = source;
    this.listener = listener;
    this.handoff = handoff;
    this.onFailure = onFailure;
    this.onEnd = onEnd;
  }

  public void start() {
    Threads.start("meter4j listener " + source, this::deliver);
  }

  public synchronized void request(long more) {
    demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
    notifyAll();
  }

  public synchronized void reading(R reading) {
    if (finishing) {
      return; // a pump ran on while the reader was closed
    }
    if (readings == handoff.capacity()) {
      removeOldest(Arrived.class);
      readings--;
      dropped++;
    }
    queue.add(new Arrived<>(reading, System.nanoTime()));
    readings++;
    notifyAll();
  }

  synchronized void fault(Fault fault) {
    if (finishing) {
      return;
    }
    if (faults == MAX_NEWS) {
      removeOldest(Damaged.class);
      faults--;
    }
    queue.add(new Damaged<>(fault));
    faults++;
    notifyAll();
  }

  /** After the state CLOSED, what waits is delivered, and the delivery ends. */
  public synchronized void state(ReaderState state, Optional<MeterException> cause) {
    if (states == MAX_NEWS) {
      removeOldest(Changed.class);
      states--;
    }
    queue.add(new Changed<>(state, cause));
    states++;
    finishing |= state == ReaderState.CLOSED;
    notifyAll();
  }

  /** The way broke, and is not opened again. */
  void failed(MeterException why) {
    ask(() -> onFailure.accept(why));
  }

  /** The reader was closed: readings that nobody has asked for must not keep the thread. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }

  /** Runs something on the listener's thread, between its calls. */
  synchronized void ask(Runnable action) {
    queue.add(new Asked<>(action));
    notifyAll();
  }

  private void removeOldest(Class<?> type) {
    takeFirst(type::isInstance);
  }

  private @Nullable Event<R> takeFirst(Predicate<Event<R>> wanted) {
    Iterator<Event<R>> events = queue.iterator();
    while (events.hasNext()) {
      Event<R> event = events.next();
      if (wanted.test(event)) {
        events.remove();
        return event;
      }
    }
    return null;
  }

  private void deliver() {
    for (Event<R> event = next(); event != null; event = next()) {
      try {
        tell(event);
      } catch (Throwable e) { // an assertion of a listener must not end its subscription either
        synchronized (this) {
          failures++;
        }
        LogHolder.LOG.log(System.Logger.Level.WARNING, "a listener of " + source + " failed", e);
      }
    }
    onEnd.accept(this);
    over.countDown();
  }

  @Override
  public void await() throws InterruptedException {
    over.await();
  }

  @Override
  public boolean await(Duration patience) throws InterruptedException {
    return over.await(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
  }

  private void tell(Event<R> event) {
    if (event instanceof Arrived<R> arrived) {
      listener.onReading(arrived.reading());
    } else if (event instanceof Damaged<R> damaged) {
      listener.onFault(damaged.fault());
    } else if (event instanceof Changed<R> changed) {
      listener.onState(changed.state(), changed.cause());
    } else if (event instanceof Asked<R> asked) {
      asked.action().run();
    }
  }

  /** The next event, or null when it is over. A reading waits until it is asked for. */
  private synchronized @Nullable Event<R> next() {
    while (!cancelled) {
      if (abandoned && demand == 0) {
        queue.removeIf(Arrived.class::isInstance);
        dropped += readings;
        readings = 0;
      }
      Event<R> event = demand > 0 ? queue.poll() : takeFirst(this::needsNoDemand);
      if (event != null) {
        count(event);
        return event;
      }
      if (finishing && queue.isEmpty()) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // a listener interrupted the thread that calls it; only close() ends a subscription
      }
    }
    return null;
  }

  /** The end of a recording comes after its readings, bad news at once. */
  private boolean needsNoDemand(Event<R> event) {
    boolean end = event instanceof Changed<R> changed && changed.state() == ReaderState.CLOSED;
    return !(event instanceof Arrived) && !(end && readings > 0);
  }

  private void count(Event<R> taken) {
    if (taken instanceof Arrived<R> arrived) {
      readings--;
      lag = OptionalLong.of(System.nanoTime() - arrived.nanos());
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
    } else if (taken instanceof Damaged<R>) {
      faults--;
    } else if (taken instanceof Changed<R>) {
      states--;
    }
  }

  /** How long the last reading waited, or the first of those that wait has by now. */
  synchronized OptionalLong lag() {
    for (Event<R> event : queue) {
      if (event instanceof Arrived<R> arrived) {
        long waiting = System.nanoTime() - arrived.nanos();
        return OptionalLong.of(Math.max(waiting, lag.orElse(0)));
      }
    }
    return lag;
  }

  @Override
  public synchronized long dropped() {
    return dropped;
  }

  @Override
  public synchronized long failures() {
    return failures;
  }

  @Override
  public void close() {
    synchronized (this) {
      cancelled = true;
      notifyAll();
    }
    onEnd.accept(this);
  }
}
