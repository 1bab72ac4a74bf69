package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.s0.SeenLevels.Span;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.PulseSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The edges of a GPIO pin, with the time at which the library told them: it does not hand on the
 * kernel's. An edge that a look at the level has shown before it was told gets the time of that
 * look. Edges that waited in the kernel while this program stood still are told as late. Those of
 * the time before the pin was open are not told, and the level that the pin has when it is opened
 * is no edge, even if the library tells it.
 */
final class GpioPulseSource implements PulseSource {
  /**
   * What Pi4J does for the first time when it has told the first edge: it took an emulated Pi 13
   * ms, in which the next edges wait.
   */
  private static final long FIRST_TELLING = 20_000_000;

  private final EdgeListener listener;
  private final LongSupplier nanoTime;
  private final StallWatch watch;
  private final Runnable look = this::look;

  /** Guards everything below. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Whether the library tells every edge that a look can show. */
  private final boolean looks;

  private boolean level;
  private boolean told;
  private boolean closed;
  private Optional<GpioInput> input = Optional.empty();
  private Optional<SeenLevels> seen = Optional.empty();
  private long lastEdge;

  /** When the library was free to tell the next edge. */
  private long lastTold;

  /**
   * Whether the last edge was over when it was told, and no look has shown it: it lasted too short
   * to be more than a bounce. It and the next one take no time, wherever they belong.
   */
  private boolean passed;

  private GpioPulseSource(
      EdgeListener listener, boolean looks, LongSupplier nanoTime, StallWatch watch) {
    this.listener = listener;
    this.looks = looks;
    this.nanoTime = nanoTime;
    this.watch = watch;
  }

  static PulseSource open(
      Gpio gpio,
      int pin,
      Pull pull,
      long debounceMicros,
      EdgeListener listener,
      LongSupplier nanoTime,
      StallWatch watch)
      throws TransportException {
    rehearse(nanoTime);
    GpioPulseSource source = new GpioPulseSource(listener, debounceMicros == 0, nanoTime, watch);
    watch.join(source.look);
    Optional<GpioInput> opened = Optional.empty();
    boolean begun = false;
    try {
      opened = Optional.of(gpio.input(pin, pull, debounceMicros, source::edge));
      source.begin(opened.get());
      begun = true;
      return source;
    } finally {
      if (!begun) {
        watch.leave(source.look);
        opened.ifPresent(GpioInput::close);
      }
    }
  }

  /** Looks and tells edges for nothing: what is done for the first time takes long. */
  private static void rehearse(LongSupplier nanoTime) throws TransportException {
    EdgeListener nobody = (high, nanos) -> {};
    GpioPulseSource source =
        new GpioPulseSource(nobody, true, nanoTime, new StallWatch(nanoTime, false));
    Pretended pin = new Pretended();
    source.begin(pin);
    source.edge(true);
    source.edge(false);
    source.look();
    source.edge(true);
    source.edge(false);
    pin.high = true;
    source.look();
    source.look();
    source.edge(true); // which two looks have shown
  }

  private static final class Pretended implements GpioInput {
    private boolean high;

    @Override
    public boolean isHigh() {
      return high;
    }

    @Override
    public void close() {}
  }

  private void begin(GpioInput opened) throws TransportException {
    lock.lock();
    try {
      lastEdge = nanoTime.getAsLong();
      lastTold = lastEdge;
      level = opened.isHigh();
      seen = looks ? Optional.of(new SeenLevels(level, lastEdge)) : Optional.empty();
      input = Optional.of(opened);
    } finally {
      lock.unlock();
    }
  }

  private void edge(boolean high) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (closed || input.isEmpty()) {
        return;
      }
      boolean first = !told;
      told = true;
      if (first && level == high) {
        return; // what it was already
      }
      tell(high, now);
      long end = nanoTime.getAsLong();
      lastTold = first ? end + FIRST_TELLING : end;
      watch.worked(now, end);
    } finally {
      lock.unlock();
    }
  }

  private void tell(boolean high, long now) {
    boolean second = passed;
    passed = false;
    // no lambdas here: linking them takes a small computer 20 ms, at the first edge of all
    Optional<Span> span = seen.isPresent() ? seen.get().told(high) : Optional.empty();
    if (second) {
      listener.edge(high, lastEdge);
    } else if (span.isPresent()) {
      tell(high, span.get().after(), span.get().until());
    } else if (seen.isPresent()) {
      tellUnseen(high, now, seen.get());
    } else {
      tellUnwatched(high, now);
    }
  }

  private void tellUnwatched(boolean high, long now) {
    long earliest = watch.earliest(now);
    lastEdge = now;
    if (earliest == now) {
      listener.edge(high, now);
    } else {
      listener.late(high, earliest, now);
    }
  }

  private void tellUnseen(boolean high, long now, SeenLevels levels) {
    boolean over = isOver(high);
    Optional<Long> hiddenSince = levels.hiddenSince(nanoTime.getAsLong(), lastTold);
    passed = over && hiddenSince.isEmpty();
    if (passed) {
      listener.edge(high, lastEdge);
    } else if (hiddenSince.isPresent()) {
      tell(high, hiddenSince.get(), now);
    } else {
      tell(high, levels.lookedAt(), now);
    }
  }

  /**
   * In a short span an edge has a time that is at most 15 ms late; one early place for all of it
   * would make bounces longer than they are.
   */
  private void tell(boolean high, long earliest, long latest) {
    if (latest - earliest > SeenLevels.DENSE) {
      lastEdge = later(lastEdge, latest);
      listener.late(high, earliest, lastEdge);
    } else {
      lastEdge = later(lastEdge, earlier(latest, earliest + StallWatch.STALL));
      listener.edge(high, lastEdge);
    }
  }

  /** Whether the next edge has happened too, which then waits to be told. */
  private boolean isOver(boolean high) {
    try {
      return input.isPresent() && input.get().isHigh() != high;
    } catch (TransportException e) {
      seen = Optional.empty();
      return false;
    }
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private void look() {
    lock.lock();
    try {
      if (closed || input.isEmpty() || seen.isEmpty()) {
        return;
      }
      long begun = nanoTime.getAsLong();
      boolean high = input.get().isHigh();
      if (seen.get().look(high, begun, nanoTime.getAsLong())) {
        listener.interrupted("the library did not tell edges of it");
      }
    } catch (TransportException e) {
      seen = Optional.empty(); // edges may be told all the same
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Optional<GpioInput> opened;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      opened = input;
    } finally {
      lock.unlock();
    }
    watch.leave(look);
    opened.ifPresent(GpioInput::close);
  }
}
