package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An input whose edges and whose time a test makes. */
final class FakeInput implements Endpoint {
  /** A wall clock that can be set, and a monotonic one that only runs. */
  static final class Time extends Clock {
    private Instant wall = Counts.START;
    private long nanos = 1_000;

    void pass(Duration time) {
      wall = wall.plus(time);
      nanos += time.toNanos();
    }

    void set(Duration step) {
      wall = wall.plus(step);
    }

    long nanos() {
      return nanos;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return wall;
    }
  }

  private final @Nullable Time time;
  private final MeterDriver<S0Reading> driver;
  private final Map<String, String> texts = new HashMap<>();
  private final String target;
  private @Nullable EdgeListener listener;
  private boolean inUse;

  FakeInput(Time time, String target, String... options) {
    this(new S0Driver(time, time::nanos), time, target, options);
  }

  /** An input of a real time, at gpio17, of a meter of 1000 impulses a kWh. */
  FakeInput(Clock clock, LongSupplier nanoTime, String option) {
    this(new S0Driver(clock, nanoTime), null, "gpio17", "impulses=1000", option);
  }

  private FakeInput(S0Driver driver, @Nullable Time time, String target, String... options) {
    this.time = time;
    this.driver = driver;
    this.target = target;
    for (String option : options) {
      int equals = option.indexOf('=');
      texts.put(option.substring(0, equals), option.substring(equals + 1));
    }
  }

  MeterConnection<S0Reading> connect() throws TransportException {
    try {
      return driver.connect(this);
    } catch (TransportException e) {
      throw e;
    } catch (io.github.meter4j.fault.MeterException e) {
      throw new AssertionError(e);
    }
  }

  void useElsewhere() {
    inUse = true;
  }

  EdgeListener listener() {
    return java.util.Objects.requireNonNull(listener, "not open");
  }

  /** A pulse of 30 ms that begins now, and time that passes after it. */
  void pulse(Duration period) {
    listener().edge(true, time().nanos());
    time().pass(Duration.ofMillis(30));
    listener().edge(false, time().nanos());
    time().pass(period.minusMillis(30));
  }

  void pulses(int number, Duration period) {
    for (int i = 0; i < number; i++) {
      pulse(period);
    }
  }

  Time time() {
    return java.util.Objects.requireNonNull(time, "it has a real time");
  }

  @Override
  public String source() {
    return "s0:" + target;
  }

  @Override
  public LinkProvider link() {
    return new GpioPulseSourceProvider();
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Options options() {
    return Options.of(texts, Map.of(), driver.options());
  }

  @Override
  public Transport openTransport() {
    throw new AssertionError("no bytes here");
  }

  @Override
  public PulseSource openPulseSource(EdgeListener told) throws TransportException {
    if (inUse) {
      throw new TransportException(Kind.BUSY, target + " is in use");
    }
    listener = told;
    return () -> listener = null;
  }
}
