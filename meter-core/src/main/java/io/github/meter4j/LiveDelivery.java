package io.github.meter4j;

import io.github.meter4j.reading.Fault;
import io.github.meter4j.reading.Reading;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One subscription: a bounded queue and the thread that empties it into a listener. */
final class LiveDelivery<R extends Reading> implements MeterSubscription {
  /** Faults that wait; more of them say nothing new, and the statistics count them all. */
  private static final int MAX_FAULTS = 16;

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j");
  }

  private sealed interface Event<R> permits Arrived, Damaged, Changed {}

  private record Arrived<R>(R reading) implements Event<R> {}

  private record Damaged<R>(Fault fault) implements Event<R> {}

  private record Changed<R>(ReaderState state, Optional<MeterException> cause)
      implements Event<R> {}

  private final String source;
  private final MeterListener<? super R> listener;
  private final Handoff handoff;
  private final Consumer<LiveDelivery<R>> onEnd;
  private final ArrayDeque<Event<R>> queue = new ArrayDeque<>();
  private int readings;
  private int faults;
  private long demand;
  private long dropped;
  private long failures;
  private boolean finishing;
  private boolean cancelled;

  LiveDelivery(
      String source,
      MeterListener<? super R> listener,
      Handoff handoff,
      Consumer<LiveDelivery<R>> onEnd) {
    this.source = source;
    this.listener = listener;
    this.handoff = handoff;
    this.onEnd = onEnd;
  }

  void start() {
    Threads.start("meter4j listener " + source, this::deliver);
  }

  synchronized void request(long more) {
    demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
    notifyAll();
  }

  synchronized void reading(R reading) {
    if (readings == handoff.capacity()) {
      removeOldest(Arrived.class);
      readings--;
      dropped++;
    }
    queue.add(new Arrived<>(reading));
    readings++;
    notifyAll();
  }

  synchronized void fault(Fault fault) {
    if (faults == MAX_FAULTS) {
      removeOldest(Damaged.class);
      faults--;
    }
    queue.add(new Damaged<>(fault));
    faults++;
    notifyAll();
  }

  synchronized void state(ReaderState state, Optional<MeterException> cause) {
    queue.add(new Changed<>(state, cause));
    notifyAll();
  }

  private void removeOldest(Class<?> type) {
    Iterator<Event<R>> events = queue.iterator();
    while (events.hasNext()) {
      if (type.isInstance(events.next())) {
        events.remove();
        return;
      }
    }
  }

  private void deliver() {
    for (Event<R> event = next(); event != null; event = next()) {
      try {
        tell(event);
      } catch (RuntimeException e) {
        synchronized (this) {
          failures++;
        }
        LogHolder.LOG.log(System.Logger.Level.WARNING, "a listener of " + source + " failed", e);
      }
    }
    onEnd.accept(this);
  }

  private void tell(Event<R> event) {
    if (event instanceof Arrived<R> arrived) {
      listener.onReading(arrived.reading());
    } else if (event instanceof Damaged<R> damaged) {
      listener.onFault(damaged.fault());
    } else if (event instanceof Changed<R> changed) {
      listener.onState(changed.state(), changed.cause());
    }
  }

  /** The next event, or null when it is over. A reading waits until it is asked for. */
  private synchronized @Nullable Event<R> next() {
    try {
      while (!cancelled) {
        Event<R> first = queue.peek();
        if (first != null && (demand > 0 || !(first instanceof Arrived<R>))) {
          queue.remove();
          count(first);
          return first;
        }
        if (first == null && finishing) {
          return null;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private void count(Event<R> taken) {
    if (taken instanceof Arrived<R>) {
      readings--;
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
    } else if (taken instanceof Damaged<R>) {
      faults--;
    }
  }

  /** Delivers what waits, and ends then. */
  synchronized void finish() {
    finishing = true;
    notifyAll();
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
