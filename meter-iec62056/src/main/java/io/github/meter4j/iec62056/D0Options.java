package io.github.meter4j.iec62056;

import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.OptionSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * The options of D0 ports and optical heads, typed: {@code
 * Iec62056.serial("/dev/ttyUSB0").with(D0Options.MODE, Mode.C)}. In an address they have the names
 * that {@link OptionSpec#name} gives.
 */
public final class D0Options {
  /** The long wake-up of the standard: 2.1 to 2.3 s. */
  private static final Duration USUAL_WAKE_UP = Duration.ofMillis(2_200);

  private static final Duration LONGEST_WAKE_UP = Duration.ofSeconds(60);

  /** How the meter is made to send. */
  public static final OptionSpec<Mode> MODE =
      OptionSpec.of(
          "mode",
          "A, B, C, D",
          "D",
          "D: the meter sends by itself; C: sign on and follow its identification; A, B: sign on"
              + " and never acknowledge; E (binary) is not read, such meters reply to C",
          text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)));

  /** What bit 7 is on a port set to 8N1. */
  public static final OptionSpec<Parity> PARITY =
      OptionSpec.choice(
          "parity",
          Parity.class,
          "auto",
          "what bit 7 is on a port set to 8N1: auto: a parity bit where frames carry one, checked;"
              + " check: always, also when sending; ignore: dropped");

  /** What is done about the block check. */
  public static final OptionSpec<ChecksumPolicy> CHECKSUM =
      OptionSpec.choice(
          "checksum",
          ChecksumPolicy.class,
          "auto",
          "auto: a block check has to match where the meter sends one; require: has to be there;"
              + " ignore");

  /** What the meter measures. */
  public static final OptionSpec<Medium> MEDIUM =
      OptionSpec.choice(
          "medium",
          Medium.class,
          "",
          "what the meter measures, where its codes do not say it: electricity, or heat where the"
              + " units of 6.8 or 6.26 are those of heat");

  /** The unit of counters that are sent without one. */
  public static final OptionSpec<Unit> UNIT =
      OptionSpec.of(
          "unit",
          "kWh",
          "",
          "the unit of counters that the meter sends without one; they are faults otherwise",
          D0Options::unit,
          Unit::symbol);

  /** The fuse that bounds how fast counters may rise. */
  public static final OptionSpec<Fuse> GUARD =
      OptionSpec.of(
          "guard",
          "a fuse such as 63A",
          "",
          "the fuse: a counter that falls, or rises faster than the fuse lets it, is a fault and no"
              + " measurement",
          Fuse::parse);

  /** The zone of the meter's clock. */
  public static final OptionSpec<ZoneId> ZONE =
      OptionSpec.zone(
          "zone",
          "the zone of the meter's clock, +01:00 where it never changes to daylight saving time;"
              + " its stamps have no instant otherwise");

  /** Modes A to C: the time from one readout to the next. */
  public static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "60s", "modes A to C: from one readout to the next");

  /** Modes A to C: the meter that is meant, where several share a line. */
  public static final OptionSpec<String> ADDRESS =
      OptionSpec.of(
          "device-address",
          "up to 32 letters and digits",
          "",
          "modes A to C: the meter that is meant, where several share a line",
          D0Options::address);

  /** Modes A to C: how long a meter with a battery is woken first; zero for not at all. */
  public static final OptionSpec<Duration> WAKE_UP =
      OptionSpec.of(
          "wake-up",
          "false, true (2200ms) or a time such as 3s",
          "false",
          "modes A to C: for how long a meter with a battery is woken first",
          D0Options::wakeUp,
          D0Options::wakeUpText);

  /** Modes A to C: the speed of the request. */
  public static final OptionSpec<Integer> INITIAL_BAUD =
      OptionSpec.integer(
          "initial-baud", 300, 115_200, "300", "modes A to C: the speed of the request");

  /** Modes B and C, {@code speed=keep}: whether the line stays at its speed. */
  public static final OptionSpec<Boolean> KEEP_SPEED =
      OptionSpec.of(
          "speed",
          "agreed, keep",
          "agreed",
          "modes B and C: keep: the line stays as it is, and the meter is asked to stay at"
              + " initial-baud; needed over TCP",
          D0Options::keepSpeed,
          keep -> keep ? "keep" : "agreed");

  /** Mode C: protocol and function in the acknowledgement. */
  public static final OptionSpec<String> ACK =
      OptionSpec.of(
          "ack",
          "two digits, not 2x",
          "00",
          "mode C: protocol and function in the acknowledgement; 01 for Logarex; binary (2x) is"
              + " not read",
          D0Options::acknowledgement);

  /** Mode C: the time from the identification to its acknowledgement. */
  public static final OptionSpec<Duration> ACK_PAUSE =
      OptionSpec.duration(
          "ack-pause", "250ms", "mode C: from the identification to its acknowledgement");

  /** Mode C: the time from sending the acknowledgement to the new speed. */
  public static final OptionSpec<Duration> SWITCH_PAUSE =
      OptionSpec.duration(
          "switch-pause", "300ms", "mode C: from sending the acknowledgement to the new speed");

  /** Modes A to C: how long the meter may take to reply. */
  public static final OptionSpec<Duration> REACTION =
      OptionSpec.duration(
          "reaction", "1500ms", "modes A to C: how long the meter may take to reply");

  /** Modes A to C: the longest pause within a reply. */
  public static final OptionSpec<Duration> GAP =
      OptionSpec.duration("gap", "1500ms", "modes A to C: the longest pause within a reply");

  /** Modes A to C: the longest session. */
  public static final OptionSpec<Duration> LONGEST =
      OptionSpec.duration(
          "longest", "5m", "modes A to C: the longest session; read() waits for its end");

  /** Modes A to C: how often to sign on, and to have a block sent. */
  public static final OptionSpec<Integer> TRIES =
      OptionSpec.integer(
          "tries", 1, 10, "2", "modes A to C: how often to sign on, and to have a block sent");

  /** Modes A to C: whether a good readout is acknowledged. */
  public static final OptionSpec<Boolean> FINAL_ACK =
      OptionSpec.flag("final-ack", "false", "modes A to C: acknowledge a good readout");

  /** The longest readout, in bytes. */
  public static final OptionSpec<Integer> MAX_FRAME =
      OptionSpec.integer(
          "max-frame", 64, FrameLimits.MAX_FRAME, "16384", "the longest readout, in bytes");

  /** The longest line, in bytes. */
  public static final OptionSpec<Integer> MAX_LINE =
      OptionSpec.integer(
          "max-line", 16, FrameLimits.MAX_FRAME, "4096", "the longest line, in bytes");

  static final List<OptionSpec<?>> ALL =
      List.of(
          MODE,
          PARITY,
          CHECKSUM,
          MEDIUM,
          UNIT,
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

  private D0Options() {}

  private static String address(String text) {
    if (!D0Command.isAddress(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Unit unit(String text) {
    return Unit.parse(text)
        .filter(unit -> unit != Unit.NONE)
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static Duration wakeUp(String text) {
    Duration time =
        switch (text) {
          case "false" -> Duration.ZERO;
          case "true" -> USUAL_WAKE_UP;
          default -> OptionSpec.parseDuration(text);
        };
    if (time.compareTo(LONGEST_WAKE_UP) > 0) {
      throw new IllegalArgumentException(text);
    }
    return time;
  }

  private static String wakeUpText(Duration time) {
    return time.isZero() ? "false" : time.equals(USUAL_WAKE_UP) ? "true" : time.toMillis() + "ms";
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
}
