package io.github.meter4j.iec62056;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PolledConnection;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The driver {@code iec62056}: D0 ports and optical heads, text protocol. */
class Iec62056Driver implements MeterDriver<D0Readout> {
  /** After so long without a byte, what was to come behind an end mark does not come. */
  private static final Duration SILENCE = Duration.ofMillis(1_500);

  @Override
  public String name() {
    return "iec62056";
  }

  @Override
  public String description() {
    return "D0 ports and optical heads, IEC 62056-21 as text: eBZ DD3, EasyMeter, Hager, Iskra,"
        + " Landis+Gyr, Logarex, Elster and others";
  }

  @Override
  public Class<D0Readout> readingType() {
    return D0Readout.class;
  }

  @Override
  public String defaultTransport() {
    return "serial";
  }

  @Override
  public Map<String, String> transportDefaults() {
    return Map.of("baud", "9600", "format", "7E1");
  }

  @Override
  public String whenSilent() {
    return "Is the optical head on the meter and the right way round? A meter that does not send by"
        + " itself is asked with mode=C";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return D0Options.ALL;
  }

  @Override
  public Optional<Duration> period(Options options) {
    return options.get(D0Options.MODE) == Mode.D
        ? Optional.empty()
        : Optional.of(options.get(D0Options.INTERVAL));
  }

  @Override
  public D0Decoder decoder(Options options, String source) {
    return new D0Decoder(settings(options, source));
  }

  @Override
  public MeterConnection<D0Readout> connect(Endpoint endpoint) throws TransportException {
    Options options = endpoint.options();
    D0Decoder decoder = decoder(options, endpoint.source());
    if (options.get(D0Options.MODE) == Mode.D) {
      return new FramedConnection<>(endpoint.openTransport(), decoder, SILENCE, Clock.systemUTC());
    }
    Duration interval = options.get(D0Options.INTERVAL);
    if (interval.isZero()) {
      throw new IllegalArgumentException("option interval cannot be 0");
    }
    Transport transport = endpoint.openTransport();
    SessionSettings session = session(endpoint);
    if (!session.keepSpeed() && !(transport instanceof SerialLine)) {
      transport.close();
      throw new TransportException(
          TransportException.Kind.REFUSED,
          endpoint.source()
              + ": the speed of this line cannot be changed from here; set the other end to the"
              + " meter's speed and add speed=keep");
    }
    D0Session poll =
        new D0Session(transport, decoder, session, endpoint.source(), Clock.systemUTC());
    return new PolledConnection<>(poll, interval);
  }

  private static D0Settings settings(Options options, String source) {
    return new D0Settings(
        options.get(D0Options.PARITY),
        options.get(D0Options.CHECKSUM),
        new FrameLimits(options.get(D0Options.MAX_FRAME), options.get(D0Options.MAX_LINE)),
        options.find(D0Options.GUARD),
        options.find(D0Options.ZONE),
        options.find(D0Options.MEDIUM),
        options.find(D0Options.UNIT),
        source);
  }

  private static SessionSettings session(Endpoint endpoint) {
    Options options = endpoint.options();
    boolean network = endpoint.link().kind() == LinkKind.NETWORK;
    String ack = options.get(D0Options.ACK);
    return new SessionSettings(
        options.get(D0Options.MODE),
        options.find(D0Options.ADDRESS).orElse(""),
        options.get(D0Options.WAKE_UP),
        options.get(D0Options.INITIAL_BAUD),
        options.get(D0Options.KEEP_SPEED),
        ack.charAt(0),
        ack.charAt(1),
        options.get(D0Options.PARITY) == Parity.CHECK,
        options.get(D0Options.FINAL_ACK),
        options.get(D0Options.TRIES),
        network ? options.find(MeterSource.REOPEN).orElse(0) : 0,
        new SessionSettings.Timing(
            options.get(D0Options.ACK_PAUSE),
            options.get(D0Options.SWITCH_PAUSE),
            options.get(D0Options.REACTION),
            options.get(D0Options.GAP),
            options.get(D0Options.LONGEST)));
  }
}
