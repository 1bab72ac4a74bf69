package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
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
public final class S0Driver implements MeterDriver<S0Reading> {

  /** The pulse constant, which every address has to give. */
  public static final OptionSpec<Long> IMPULSES =
      OptionSpec.of(
          "impulses",
          "1 to " + S0Meter.MAX_IMPULSES,
          "",
          "the pulse constant on the face of the meter: impulses a kWh or m3; has to be given",
          S0Driver::parseImpulses);

  private enum Edge {
    RISING,
    FALLING
  }

  private enum Flow {
    IMPORT(Direction.IMPORT),
    EXPORT(Direction.EXPORT);

    private final Direction direction;

    Flow(Direction direction) {
      this.direction = direction;
    }
  }

  private static final OptionSpec<Medium> MEDIUM =
      OptionSpec.choice("medium", Medium.class, "electricity", "what the meter counts");
  private static final OptionSpec<Unit> UNIT =
      OptionSpec.of(
          "unit",
          "kWh, Wh, MWh, GJ, m3, l",
          "",
          "what the impulses make one of; otherwise kWh, and m3 for gas and water",
          text -> Unit.parse(text).orElseThrow(() -> new IllegalArgumentException(text)));
  private static final OptionSpec<Flow> DIRECTION =
      OptionSpec.choice("direction", Flow.class, "import", "which way the electricity flows");
  private static final OptionSpec<Edge> EDGE =
      OptionSpec.choice(
          "edge", Edge.class, "rising", "the edge with which a pulse begins; falling with pull=up");
  private static final OptionSpec<Duration> DEBOUNCE =
      OptionSpec.duration(
          "debounce", "10ms", "how long a pulse and a pause have to hold; below 30ms");
  private static final OptionSpec<Integer> MAX_RATE =
      OptionSpec.integer(
          "max-rate", 1, 1_000, "17", "the most pulses in a second; faster ones are refused");
  private static final OptionSpec<String> OFFSET =
      OptionSpec.of(
          "offset",
          "13756.570",
          "",
          "what the display of the meter shows when the count begins, otherwise 0; a count file"
              + " that is there already goes on, and must have begun with the same",
          S0Driver::parseOffset);
  private static final OptionSpec<Path> STATE =
      OptionSpec.of(
          "state",
          "a file such as /var/lib/meter/s0.count",
          "",
          "where the count is kept; otherwise it begins with 0 whenever it is opened",
          Path::of);
  private static final OptionSpec<String> METER =
      OptionSpec.of(
          "meter",
          "a name",
          "",
          "the meter, so that no other one goes on with its count; otherwise the input",
          text -> text);
  private static final OptionSpec<Integer> SAVE_EVERY =
      OptionSpec.integer(
          "save-every", 1, 1_000_000, "100", "save the count after so many pulses at the latest");
  private static final OptionSpec<Duration> SAVE_INTERVAL =
      OptionSpec.duration("save-interval", "60s", "and after this time, when it has grown");
  private static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "10s", "from one reading to the next");

  private final Clock clock;
  private final LongSupplier nanoTime;

  /** The driver; it has no state. */
  public S0Driver() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  S0Driver(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  private static Long parseImpulses(String text) {
    long number = Long.parseLong(text);
    if (number < 1 || number > S0Meter.MAX_IMPULSES) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  /** Digits as on a display: up to twelve before and six behind the point. */
  static String parseOffset(String text) {
    if (!text.matches("\\d{1,12}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException(text);
    }
    return text;
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
    return List.of(
        IMPULSES,
        MEDIUM,
        UNIT,
        DIRECTION,
        EDGE,
        DEBOUNCE,
        MAX_RATE,
        OFFSET,
        STATE,
        METER,
        SAVE_EVERY,
        SAVE_INTERVAL,
        INTERVAL);
  }

  @Override
  public Optional<Duration> period(Options options) {
    return Optional.of(options.get(INTERVAL));
  }

  @Override
  public MeterConnection<S0Reading> connect(Endpoint endpoint) throws TransportException {
    Options options = endpoint.options();
    S0Meter meter = meter(options, endpoint.link().scheme() + ':' + endpoint.target());
    Optional<Quantity> offset =
        options.find(OFFSET).map(digits -> Quantity.of(digits, meter.unit()));
    PulseCounter counter =
        new PulseCounter(
            options.get(EDGE) == Edge.RISING,
            options.get(DEBOUNCE),
            options.get(MAX_RATE),
            StallWatch.STALL);
    Duration interval = positive(options, INTERVAL);
    Duration saveInterval = positive(options, SAVE_INTERVAL);
    Optional<Path> state = options.find(STATE);
    if (state.isEmpty()) {
      SavedCount base = StoredCount.beginning(meter, offset, clock.instant());
      S0Connection connection = connection(base, counter, interval, endpoint);
      connection.over(endpoint.openPulseSource(connection));
      return connection;
    }
    CountFile file = CountFile.open(state.get());
    boolean open = false;
    try {
      SavedCount base = StoredCount.continued(file, meter, offset, clock.instant());
      S0Connection connection = connection(base, counter, interval, endpoint);
      PulseSource source = endpoint.openPulseSource(connection);
      connection.over(source);
      CountSaver saver =
          new CountSaver(
              file, base, connection::current, options.get(SAVE_EVERY), saveInterval, clock);
      try {
        saver.start();
      } catch (IOException e) {
        source.close();
        throw CountFile.refused(file.path(), e);
      }
      connection.keptBy(saver);
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
            .find(IMPULSES)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "impulses is missing: the pulse constant on the face of the meter, as in"
                            + " impulses=1000"));
    Medium medium = options.get(MEDIUM);
    return new S0Meter(
        options.find(METER).orElse(input),
        impulses,
        options.find(UNIT).orElse(medium.usualUnit()),
        medium,
        options.get(DIRECTION).direction);
  }

  private static Duration positive(Options options, OptionSpec<Duration> option) {
    Duration value = options.get(option);
    if (value.isZero()) {
      throw new IllegalArgumentException("option " + option + " cannot be 0");
    }
    return value;
  }

  private S0Connection connection(
      SavedCount base, PulseCounter counter, Duration interval, Endpoint endpoint) {
    S0Connection.rehearse(base, clock, nanoTime);
    return new S0Connection(base, counter, interval, endpoint.source(), clock, nanoTime);
  }
}
