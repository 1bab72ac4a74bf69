package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Writes down what a subscription is told. */
public final class StateLog implements MeterListener<Tick> {
  private final List<ReaderState> states = new CopyOnWriteArrayList<>();
  private final AtomicLong readings = new AtomicLong();
  private volatile boolean after;

  @Override
  public void onReading(Tick reading) {
    after |= isClosed();
    readings.incrementAndGet();
  }

  @Override
  public void onState(ReaderState state, Optional<MeterException> cause) {
    after |= isClosed();
    states.add(state);
  }

  public long readings() {
    return readings.get();
  }

  private boolean isClosed() {
    return !states.isEmpty() && states.get(states.size() - 1) == ReaderState.CLOSED;
  }

  /** {@code last} when CLOSED was the last that it heard, as it has to be. */
  public String closed() {
    if (after) {
      return "heard more after CLOSED";
    }
    return isClosed() ? "last" : states.isEmpty() ? "nothing" : "never";
  }
}
