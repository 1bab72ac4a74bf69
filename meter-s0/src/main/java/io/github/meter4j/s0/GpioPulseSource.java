package io.github.meter4j.s0;

import io.github.meter4j.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.PulseSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The edges of a GPIO pin, with the time at which the library told them: it does not hand on the
 * kernel's. Edges that waited in the kernel while this program stood still are told as late. The
 * level that the pin has when it is opened is no edge, even if the library tells it.
 */
final class GpioPulseSource implements PulseSource {
  private final EdgeListener listener;
  private final LongSupplier nanoTime;
  private final StallWatch watch;

  /** The level before the next edge; empty while it is not known. */
  private Optional<Boolean> level = Optional.empty();

  private boolean told;
  private boolean closed;
  private Optional<GpioInput> input = Optional.empty();

  private GpioPulseSource(EdgeListener listener, LongSupplier nanoTime, StallWatch watch) {
    this.listener = listener;
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
    GpioPulseSource source = new GpioPulseSource(listener, nanoTime, watch);
    GpioInput opened = gpio.input(pin, pull, debounceMicros, source::edge);
    try {
      source.begin(opened);
    } catch (TransportException e) {
      opened.close();
      throw e;
    }
    watch.join();
    return source;
  }

  private synchronized void begin(GpioInput opened) throws TransportException {
    input = Optional.of(opened);
    if (!told) {
      level = Optional.of(opened.isHigh());
    }
  }

  private synchronized void edge(boolean high) {
    long now = nanoTime.getAsLong();
    if (closed) {
      return;
    }
    boolean first = !told;
    told = true;
    if (first && level.isPresent() && level.get() == high) {
      return; // what it was already
    }
    long earliest = watch.earliest(now);
    if (earliest == now) {
      listener.edge(high, now);
    } else {
      listener.late(high, earliest, now);
    }
    watch.worked(now, nanoTime.getAsLong());
  }

  @Override
  public void close() {
    Optional<GpioInput> opened;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      opened = input;
    }
    watch.leave();
    opened.ifPresent(GpioInput::close);
  }
}
