package io.github.meter4j.iec62056;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PolledConnection;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The driver {@code iec62056}: D0 ports and optical heads, text protocol. */
public final class Iec62056Driver implements MeterDriver<D0Readout> {
  /** After so long without a byte, what was to come behind an end mark does not come. */
  private static final Duration SILENCE = Duration.ofMillis(1_500);

  private static final OptionSpec<Mode> MODE =
      OptionSpec.of(
          "mode",
          "A, B, C, D",
          "D",
          "D: the meter talks by itself; C: ask, then follow its identification; A, B: ask, never"
              + " acknowledge; E (binary) is not read, such meters answer to C",
          text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)));

  private static final OptionSpec<Parity> PARITY =
      OptionSpec.choice(
          "parity",
          Parity.class,
          "auto",
          "what bit 7 is on a port set to 8N1: auto: a parity bit where frames carry one, checked;"
              + " check: always, also when sending; ignore: dropped");

  private static final OptionSpec<Fuse> GUARD =
      OptionSpec.of(
          "guard",
          "63A",
          "",
          "the fuse: a counter that falls, or rises faster than the fuse lets it, is a fault and no"
              + " measurement",
          Fuse::parse);

  private static final OptionSpec<ZoneId> ZONE =
      OptionSpec.zone(
          "zone", "the zone of the meter's clock; its stamps have no instant otherwise");

  private static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "60s", "modes A to C: from one readout to the next");

  private static final OptionSpec<String> ADDRESS =
      OptionSpec.of(
          "device-address",
          "up to 32 letters and digits",
          "",
          "modes A to C: the meter that is meant, where several share a line",
          Iec62056Driver::address);

  private static final OptionSpec<Boolean> WAKE_UP =
      OptionSpec.flag("wake-up", "false", "modes A to C: wake a meter with a battery first");

  private static final OptionSpec<Integer> INITIAL_BAUD =
      OptionSpec.integer(
          "initial-baud", 300, 115_200, "300", "modes A to C: the speed of the request");

  private static final OptionSpec<Boolean> KEEP_SPEED =
      OptionSpec.of(
          "speed",
          "agreed, keep",
          "agreed",
          "modes B and C: keep: the line stays as it is, and the meter is asked to stay at"
              + " initial-baud; needed over TCP",
          Iec62056Driver::keepSpeed);

  private static final OptionSpec<String> ACK =
      OptionSpec.of(
          "ack",
          "two digits, not 2x",
          "00",
          "mode C: protocol and function in the acknowledgement; 01 for Logarex; binary (2x) is"
              + " not read",
          Iec62056Driver::acknowledgement);

  private static final OptionSpec<Duration> ACK_PAUSE =
      OptionSpec.duration(
          "ack-pause", "250ms", "mode C: from the identification to its acknowledgement");

  private static final OptionSpec<Duration> SWITCH_PAUSE =
      OptionSpec.duration(
          "switch-pause", "300ms", "mode C: from sending the acknowledgement to the new speed");

  private static final OptionSpec<Duration> REACTION =
      OptionSpec.duration("reaction", "1500ms", "modes A to C: how long the meter may take");

  private static final OptionSpec<Duration> GAP =
      OptionSpec.duration("gap", "1500ms", "modes A to C: the longest pause within an answer");

  private static final OptionSpec<Duration> LONGEST =
      OptionSpec.duration("longest", "5m", "modes A to C: the longest session");

  private static final OptionSpec<Integer> TRIES =
      OptionSpec.integer(
          "tries", 1, 10, "2", "modes A to C: how often to sign on, and to ask for a block");

  private static final OptionSpec<Boolean> FINAL_ACK =
      OptionSpec.flag("final-ack", "false", "modes A to C: acknowledge a good readout");

  private static final OptionSpec<Integer> MAX_FRAME =
      OptionSpec.integer(
          "max-frame", 64, FrameLimits.MAX_FRAME, "16384", "the longest readout, in bytes");

  private static final OptionSpec<Integer> MAX_LINE =
      OptionSpec.integer(
          "max-line", 16, FrameLimits.MAX_FRAME, "4096", "the longest line, in bytes");

  private static final List<OptionSpec<?>> OPTIONS =
      List.of(
          MODE,
          PARITY,
          GUARD,
          ZONE,
          INTERVAL,
          ADDRESS,
          WAKE_UP,
          INITIAL_BAUD,
          KEEP_SPEED,
          ACK,
          ACK_PAUSE,
          SWITCH_PAUSE,
          REACTION,
          GAP,
          LONGEST,
          TRIES,
          FINAL_ACK,
          MAX_FRAME,
          MAX_LINE);

  /** The driver; it has no state. */
  public Iec62056Driver() {}

  private static String address(String text) {
    if (!D0Command.isAddress(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static boolean keepSpeed(String text) {
    if (!text.equals("agreed") && !text.equals("keep")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("keep");
  }

  private static String acknowledgement(String text) {
    if (!text.matches("[013-9][0-9]")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

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
  public List<OptionSpec<?>> options() {
    return OPTIONS;
  }

  @Override
  public Optional<Duration> period(Options options) {
    return options.get(MODE) == Mode.D ? Optional.empty() : Optional.of(options.get(INTERVAL));
  }

  @Override
  public MeterConnection<D0Readout> connect(Endpoint endpoint) throws TransportException {
    Options options = endpoint.options();
    if (options.get(INTERVAL).isZero()) {
      throw new IllegalArgumentException("option interval cannot be 0");
    }
    D0Decoder decoder = new D0Decoder(settings(options, endpoint.source()));
    if (options.get(MODE) == Mode.D) {
      return new FramedConnection<>(endpoint.openTransport(), decoder, SILENCE, Clock.systemUTC());
    }
    Transport transport = endpoint.openTransport();
    SessionSettings session = session(options);
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
    return new PolledConnection<>(poll, options.get(INTERVAL));
  }

  private static D0Settings settings(Options options, String source) {
    return new D0Settings(
        options.get(PARITY),
        new FrameLimits(options.get(MAX_FRAME), options.get(MAX_LINE)),
        options.find(GUARD),
        options.find(ZONE),
        source);
  }

  private static SessionSettings session(Options options) {
    String ack = options.get(ACK);
    return new SessionSettings(
        options.get(MODE),
        options.find(ADDRESS).orElse(""),
        options.get(WAKE_UP),
        options.get(INITIAL_BAUD),
        options.get(KEEP_SPEED),
        ack.charAt(0),
        ack.charAt(1),
        options.get(PARITY) == Parity.CHECK,
        options.get(FINAL_ACK),
        options.get(TRIES),
        new SessionSettings.Timing(
            options.get(ACK_PAUSE),
            options.get(SWITCH_PAUSE),
            options.get(REACTION),
            options.get(GAP),
            options.get(LONGEST)));
  }
}
