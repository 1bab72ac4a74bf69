package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PolledConnection;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The driver {@code s0}: meters with a pulse output. */
class S0Driver implements MeterDriver<S0Reading> {
  private final Clock clock;
  private final LongSupplier nanoTime;

  S0Driver() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  S0Driver(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "s0";
  }

  @Override
  public String description() {
    return "meters with a pulse output: S0 (IEC 62053-31), and pulses of gas, water and heat";
  }

  @Override
  public Class<S0Reading> readingType() {
    return S0Reading.class;
  }

  @Override
  public Class<? extends LinkProvider> linkType() {
    return PulseSourceProvider.class;
  }

  @Override
  public String defaultTransport() {
    return "gpio";
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of();
  }

  @Override
  public List<OptionSpec<?>> options() {
    return S0Options.ALL;
  }

  @Override
  public Optional<Duration> period(Options options) {
    return Optional.of(options.get(S0Options.INTERVAL));
  }

  @Override
  public MeterConnection<S0Reading> connect(Endpoint endpoint) throws TransportException {
    Options options = endpoint.options();
    S0Meter meter = meter(options, endpoint.link().scheme() + ':' + endpoint.target());
    Optional<Quantity> offset =
        options.find(S0Options.OFFSET).map(digits -> Quantity.of(digits, meter.unit()));
    PulseCounter counter =
        new PulseCounter(
            options.get(S0Options.EDGE) == S0Options.Edge.RISING,
            options.get(S0Options.DEBOUNCE),
            options.get(S0Options.MAX_RATE),
            StallWatch.STALL);
    Duration interval = positive(options, S0Options.INTERVAL);
    Duration saveInterval = positive(options, S0Options.SAVE_INTERVAL);
    Optional<Path> state = options.find(S0Options.STATE);
    if (state.isEmpty()) {
      SavedCount base = StoredCount.beginning(meter, offset, clock.instant());
      LiveCount count = count(base, counter, endpoint);
      MeterConnection<S0Reading> connection = connection(count, interval);
      count.over(endpoint.openPulseSource(count));
      return connection;
    }
    CountFile file = CountFile.open(state.get());
    boolean open = false;
    try {
      SavedCount base = StoredCount.continued(file, meter, offset, clock.instant());
      LiveCount count = count(base, counter, endpoint);
      MeterConnection<S0Reading> connection = connection(count, interval);
      PulseSource source = endpoint.openPulseSource(count);
      count.over(source);
      CountSaver saver =
          new CountSaver(
              file, base, count::current, options.get(S0Options.SAVE_EVERY), saveInterval, clock);
      try {
        saver.start();
      } catch (IOException e) {
        source.close();
        throw CountFile.refused(file.path(), e);
      }
      count.keptBy(saver);
      open = true;
      return connection;
    } finally {
      if (!open) {
        file.close();
      }
    }
  }

  private static S0Meter meter(Options options, String input) {
    long impulses =
        options
            .find(S0Options.IMPULSES)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "impulses is missing: the pulse constant on the face of the meter, as in"
                            + " impulses=1000"));
    Medium medium = options.get(S0Options.MEDIUM);
    return new S0Meter(
        options.find(S0Options.METER).orElse(input),
        impulses,
        options.find(S0Options.UNIT).orElse(medium.usualUnit()),
        medium,
        options.get(S0Options.DIRECTION));
  }

  private static Duration positive(Options options, OptionSpec<Duration> option) {
    Duration value = options.get(option);
    if (value.isZero()) {
      throw new IllegalArgumentException("option " + option + " cannot be 0");
    }
    return value;
  }

  private LiveCount count(SavedCount base, PulseCounter counter, Endpoint endpoint) {
    LiveCount.rehearse(base, clock, nanoTime);
    return new LiveCount(base, counter, endpoint.source(), clock, nanoTime);
  }

  /** There before the pulse source, which may end as soon as it is open. */
  private MeterConnection<S0Reading> connection(LiveCount count, Duration interval) {
    PolledConnection<S0Reading> connection = new PolledConnection<>(count, interval, nanoTime);
    count.polledBy(connection::hurry);
    return connection;
  }
}
