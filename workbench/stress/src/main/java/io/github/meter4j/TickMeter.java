package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A meter that does one thing, and counts how often its way was opened and closed. */
final class TickMeter implements MeterDriver<Tick>, TransportProvider {
  enum Manner {
    /** Never sends anything. */
    SILENT,
    /** Sends the next number whenever it is pumped. */
    TICKING,
    /** Breaks whenever it is pumped. */
    BREAKING
  }

  private static final AtomicLong METERS = new AtomicLong();

  private final Manner manner;
  private final String name = "m" + METERS.incrementAndGet() + "e";
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicLong ticks = new AtomicLong();

  TickMeter(Manner manner) {
    this.manner = manner;
  }

  MeterReader<Tick> open() {
    Registry registry = new Registry(List.of(this), List.of(this));
    @SuppressWarnings("unchecked") // the only driver there is
    MeterSource<Tick> source =
        (MeterSource<Tick>) MeterSource.parse("tick:" + name + "?timeout=10s", registry);
    try {
      return MeterReader.open(
          source, new BackOff(Duration.ofNanos(1), Duration.ofNanos(1), () -> 0.5));
    } catch (MeterException e) {
      throw new AssertionError(e);
    }
  }

  /** How many connections are open, or how many were closed too often, below zero. */
  int stillOpen() {
    return opened.get() - closed.get();
  }

  /** The number that was sent last. */
  long ticks() {
    return ticks.get();
  }

  /** Waits until no thread works for this meter any more; false when that does not happen. */
  boolean threadsEnd() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() - deadline < 0) {
      if (!anyThread()) {
        return true;
      }
      Thread.yield();
    }
    return false;
  }

  private boolean anyThread() {
    Thread[] all = new Thread[Thread.activeCount() + 64];
    int count = Thread.enumerate(all);
    for (int i = 0; i < count; i++) {
      if (all[i].getName().contains("tick:" + name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return "tick";
  }

  @Override
  public String description() {
    return "counts";
  }

  @Override
  public Class<Tick> readingType() {
    return Tick.class;
  }

  @Override
  public String defaultTransport() {
    return "stress";
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of();
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public MeterConnection<Tick> connect(Endpoint endpoint) {
    opened.incrementAndGet();
    return new Connection();
  }

  @Override
  public LinkKind kind() {
    return LinkKind.MEMORY;
  }

  @Override
  public String scheme() {
    return "stress";
  }

  @Override
  public String targetForm() {
    return "anything";
  }

  @Override
  public void validate(String target) {
    // anything
  }

  @Override
  public Transport open(String target, Options options) {
    throw new UnsupportedOperationException();
  }

  private final class Connection implements MeterConnection<Tick> {
    private volatile long position;
    private boolean over;

    @Override
    public boolean pump(Duration patience, ReadingSink<? super Tick> sink)
        throws TransportException {
      await(manner == Manner.SILENT ? patience : Duration.ZERO);
      if (manner == Manner.BREAKING) {
        throw new TransportException(TransportException.Kind.DISCONNECTED, "it broke");
      }
      if (manner == Manner.TICKING) {
        long offset = position;
        // first, so that whoever comes now does not take this for a fresh one
        position = offset + 1;
        sink.reading(new Tick(ticks.incrementAndGet()), offset, 1);
      }
      return true;
    }

    private synchronized void await(Duration patience) throws TransportException {
      long end = System.nanoTime() + patience.toNanos();
      long left = patience.toNanos();
      while (!over && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        left = end - System.nanoTime();
      }
      if (over) {
        throw new TransportException(TransportException.Kind.CLOSED, "closed");
      }
    }

    @Override
    public boolean discard() {
      return true;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public synchronized void close() {
      closed.incrementAndGet();
      over = true;
      notifyAll();
    }
  }
}
