package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.MeterAddress;
import io.github.meter4j.internal.address.OpenTransport;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.diagnosis.LineDiagnosis;
import io.github.meter4j.internal.reader.Connector;
import io.github.meter4j.internal.record.Recorder;
import io.github.meter4j.internal.record.Recordings;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The address of a meter, checked: {@code driver[+transport]:target[?option=value&...]}. The typed
 * factories of the protocol modules and {@link #parse} both make one. Immutable, opens nothing.
 *
 * @param <R> the type of reading
 */
public final class MeterSource<R extends Reading> {
  /** How long {@link MeterReader#read()} waits. */
  public static final OptionSpec<Duration> TIMEOUT =
      OptionSpec.duration("timeout", "30s", "how long read() waits for a reading");

  /**
   * After how long without a reading a reader is stale. Where it is not given, that is five times
   * the median of the last nine intervals between readings, from 10 s to 6 h; 60 s until there is
   * an interval, and for a meter that is polled five times the interval of the polls, if that is
   * more.
   */
  public static final OptionSpec<Duration> STALE =
      OptionSpec.duration(
          "stale",
          "",
          "without a reading for this long the state is STALE; not given: 5 times the usual"
              + " interval, from 10 s to 6 h");

  /**
   * Whether a reading is left out when it is the same as one of the last 16, in every byte and in
   * the time that the meter gave. A reading without a time of the meter is never left out.
   */
  public static final OptionSpec<Boolean> DEDUP =
      OptionSpec.flag(
          "dedup",
          "false",
          "true: leave out and count telegrams that came before, with the same time and bytes");

  /**
   * When a network connection is taken for dead: after how many times {@link #STALE} without a good
   * reading, and where meters are polled after how many polls of each without a reply that matches.
   * A bridge or gateway that hangs keeps its connection open, and may go on sending bytes. The
   * connection is closed and opened again, and that is counted. While that does not help, the next
   * connection gets twice as long, up to eight times. Units on one gateway are judged together: one
   * that is silent among others that answer changes nothing.
   */
  public static final OptionSpec<Integer> REOPEN =
      OptionSpec.integer(
          "reopen",
          0,
          1000,
          "2",
          "over a network: after this many times stale without a good reading, or this many polls"
              + " of every unit without a reply, close the connection and open it again; 0: never");

  /** Whether opening a reader opens the way to the meter. */
  public static final OptionSpec<Connect> CONNECT =
      OptionSpec.choice(
          "connect",
          Connect.class,
          "eager",
          "lazy: open the way when it is first read, and try again when that fails");

  /**
   * Where to record what comes from the meter and what is sent to it, in the form of {@link
   * io.github.meter4j.transport.Recording}. A recording that is there already becomes the older
   * one. The meters that share a line have to have the same.
   */
  public static final OptionSpec<Path> RECORD = Recordings.RECORD;

  /** When the way to the meter is opened. */
  public enum Connect {
    /** With the reader, which fails when the way does not open. */
    EAGER,
    /** When the reader is first read, again and again. */
    LAZY
  }

  private static final List<OptionSpec<?>> READER_OPTIONS =
      List.of(TIMEOUT, STALE, CONNECT, DEDUP, REOPEN);

  private final Registry registry;
  private final MeterDriver<R> driver;
  private final LinkProvider link;
  private final String target;
  private final Map<String, String> texts;
  private final Options options;

  private MeterSource(
      Registry registry,
      MeterDriver<R> driver,
      LinkProvider link,
      String target,
      Map<String, String> texts) {
    this.registry = registry;
    this.driver = driver;
    this.link = link;
    this.target = target;
    this.texts = texts;
    link.validate(target);
    this.options = checkOptions();
  }

  /**
   * The options that every meter address takes, whatever its driver and transport.
   *
   * @return an unmodifiable list
   */
  public static List<OptionSpec<?>> readerOptions() {
    return READER_OPTIONS;
  }

  /**
   * The options that every meter address takes besides, where bytes lead to the meter and not
   * pulses.
   *
   * @return an unmodifiable list
   */
  public static List<OptionSpec<?>> recordingOptions() {
    return Recordings.OPTIONS;
  }

  /**
   * Reads a meter address.
   *
   * @param address as in {@code dsmr:/dev/ttyUSB0} or {@code dsmr+tcp://192.168.1.20:23}
   * @return the source
   * @throws IllegalArgumentException when the address is wrong; the message says what is valid and
   *     suggests the nearest
   */
  public static MeterSource<?> parse(String address) {
    Objects.requireNonNull(address, "address");
    return parse(address, Registry.installed());
  }

  static MeterSource<?> parse(String address, Registry registry) {
    MeterAddress parts = MeterAddress.parse(address);
    MeterDriver<?> driver = registry.driverOf(parts.driver());
    String scheme = parts.scheme().orElseGet(driver::defaultTransport);
    return new MeterSource<>(
        registry,
        driver,
        registry.linkOf(scheme, driver.linkType()),
        parts.target(),
        parts.options());
  }

  /**
   * A source from its parts, for the typed factories of protocol modules.
   *
   * @param <R> the type of reading
   * @param driver the driver
   * @param scheme the scheme of the way to the meter
   * @param target the target
   * @return the source
   * @throws IllegalArgumentException when the target is wrong or there is no such scheme
   */
  public static <R extends Reading> MeterSource<R> of(
      MeterDriver<R> driver, String scheme, String target) {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(driver, "driver");
    return of(driver, Registry.installed().linkOf(scheme, driver.linkType()), target);
  }

  /**
   * A source over a link that need not be installed.
   *
   * @param <R> the type of reading
   * @param driver the driver
   * @param link what leads to the meter
   * @param target the target
   * @return the source
   * @throws IllegalArgumentException when the target is wrong
   */
  public static <R extends Reading> MeterSource<R> of(
      MeterDriver<R> driver, LinkProvider link, String target) {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(target, "target");
    return new MeterSource<>(Registry.installed(), driver, link, target, Map.of());
  }

  /**
   * A source over a transport that is there already, such as one in memory.
   *
   * @param <R> the type of reading
   * @param driver the driver
   * @param transport the open transport; closed with the reader
   * @return the source; it can be opened once
   */
  public static <R extends Reading> MeterSource<R> over(
      MeterDriver<R> driver, Transport transport) {
    Objects.requireNonNull(transport, "transport");
    return of(driver, new OpenTransport(transport), "");
  }

  /**
   * The same source with one option more.
   *
   * @param <T> the type of its value
   * @param option the option
   * @param value its value
   * @return the new source
   * @throws IllegalArgumentException when the option is unknown here or given already, or an
   *     address cannot have this value
   */
  public <T> MeterSource<R> with(OptionSpec<T> option, T value) {
    Objects.requireNonNull(option, "option");
    return with(option.name(), option.write(value));
  }

  /**
   * A decoder for what this meter sends, to be fed with bytes from anywhere: opens nothing.
   *
   * @return a new decoder, set as the options of this source say
   * @throws IllegalArgumentException when an option refers to what is not there, such as a key, or
   *     there is nothing to decode because the meter is polled or gives pulses
   */
  public FrameDecoder<R> decoder() {
    return driver.decoder(options, toString());
  }

  /**
   * The same source with one option more.
   *
   * @param option the option
   * @param value its value as in an address
   * @return the new source
   * @throws IllegalArgumentException when the option is unknown here, given already or ill-typed
   */
  public MeterSource<R> with(String option, String value) {
    Objects.requireNonNull(option, "option");
    Objects.requireNonNull(value, "value");
    if (texts.containsKey(option)) {
      throw new IllegalArgumentException("option " + option + " is given more than once");
    }
    Map<String, String> more = new LinkedHashMap<>(texts);
    more.put(option, value);
    return new MeterSource<>(registry, driver, link, target, more);
  }

  private Options checkOptions() {
    List<OptionSpec<?>> declared = declared(driver, link);
    try {
      Options checked = Options.of(texts, link.defaults(driverDefaults()), declared);
      link.validate(target, checked);
      return checked;
    } catch (IllegalArgumentException e) {
      Set<String> unknown = new LinkedHashSet<>(texts.keySet());
      declared.forEach(option -> unknown.remove(option.name()));
      // without the options: one of them may be a secret that should have been a reference
      throw new IllegalArgumentException(
          "in " + place() + ": " + e.getMessage() + registry.ownersOf(unknown), e);
    }
  }

  /** A link that depends on the driver, as a simulated meter does, has an option of that name. */
  private Map<String, String> driverDefaults() {
    Map<String, String> defaults = new LinkedHashMap<>(driver.transportDefaults(texts));
    defaults.put("driver", driver.name());
    return defaults;
  }

  private static List<OptionSpec<?>> declared(MeterDriver<?> driver, LinkProvider link) {
    List<OptionSpec<?>> all = new ArrayList<>(driver.options());
    all.addAll(link.options());
    all.addAll(READER_OPTIONS);
    if (link instanceof TransportProvider) {
      all.addAll(Recordings.OPTIONS);
    }
    return all;
  }

  /**
   * The driver.
   *
   * @return what it says of itself
   */
  public DriverInfo driver() {
    return DriverInfo.of(driver);
  }

  /**
   * The options with their defaults.
   *
   * @return the options
   */
  public Options options() {
    return options;
  }

  /**
   * The place that a driver connects to, for programs that use a protocol without a reader.
   *
   * @return the place; opens nothing
   */
  public Endpoint endpoint() {
    return new CheckedEndpoint();
  }

  /** What a reader of this meter needs. */
  Connector<R> connector() {
    return new SourceConnector();
  }

  /** The address; secrets are references and stay so. */
  @Override
  public String toString() {
    return address().write(link.kind() == LinkKind.NETWORK);
  }

  private String place() {
    return address().place(link.kind() == LinkKind.NETWORK);
  }

  private MeterAddress address() {
    String scheme = link.scheme();
    return new MeterAddress(
        driver.name(),
        scheme.equals(driver.defaultTransport()) ? Optional.empty() : Optional.of(scheme),
        target,
        texts);
  }

  private final class SourceConnector implements Connector<R> {
    private final Settings settings =
        new Settings(
            options.get(TIMEOUT),
            options.find(STALE),
            driver.period(options),
            options.get(CONNECT) == Connect.LAZY,
            options.get(DEDUP),
            judgedByReadings() ? options.get(REOPEN) : 0);

    private boolean judgedByReadings() {
      return link.kind() == LinkKind.NETWORK && driver.period(options).isEmpty();
    }

    private final String address = MeterSource.this.toString();

    @Override
    public String address() {
      return address;
    }

    @Override
    public Settings settings() {
      return settings;
    }

    @Override
    public MeterConnection<R> connect() throws MeterException {
      try {
        return driver.connect(new CheckedEndpoint());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("cannot open " + address + ": " + e.getMessage(), e);
      }
    }

    @Override
    public boolean canOpenAgain() {
      return link.canOpenAgain(options);
    }

    @Override
    public boolean beginsInThePast() {
      return link.kind() == LinkKind.FILE;
    }

    @Override
    public LineDiagnosis.Way way() {
      if (link.kind() == LinkKind.FILE) {
        return LineDiagnosis.Way.FILE;
      }
      boolean sets = link.options().stream().anyMatch(option -> option.name().equals("format"));
      return sets ? LineDiagnosis.Way.PORT : LineDiagnosis.Way.NETWORK;
    }

    @Override
    public String whenSilent() {
      return driver.whenSilent();
    }

    @Override
    public Recordings openRecordings() throws TransportException {
      return Recordings.open(options, link.scheme(), target);
    }
  }

  private final class CheckedEndpoint implements Endpoint {
    @Override
    public String source() {
      return MeterSource.this.toString();
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public LinkProvider link() {
      return link;
    }

    @Override
    public Transport openTransport() throws TransportException {
      Optional<Recorder> recorder = Recordings.join(options, link.scheme(), target);
      try {
        Transport transport = as(TransportProvider.class).open(target, options);
        return recorder.map(it -> it.record(transport)).orElse(transport);
      } finally {
        recorder.ifPresent(Recorder::close); // the transport keeps it
      }
    }

    @Override
    public PulseSource openPulseSource(EdgeListener listener) throws TransportException {
      return as(PulseSourceProvider.class).open(target, options, listener);
    }

    private <L extends LinkProvider> L as(Class<L> type) {
      if (!type.isInstance(link)) {
        throw new IllegalStateException(
            "driver " + driver.name() + " says that it takes " + driver.linkType().getSimpleName());
      }
      return type.cast(link);
    }
  }
}
