package io.github.meter4j.s0;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.OptionSpec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The options of pulse outputs, typed: {@code S0.gpio(17, 1000).with(S0Options.DEBOUNCE,
 * Duration.ofMillis(5))}. In an address they have the names that {@link OptionSpec#name} gives.
 */
public final class S0Options {

  /** Which edge of a pin begins a pulse. */
  public enum Edge {
    /** From low to high: the contact pulls the pin up. */
    RISING,
    /** From high to low: the contact pulls the pin to ground. */
    FALLING
  }

  /** The pulse constant, which every address has to give. */
  public static final OptionSpec<Long> IMPULSES =
      OptionSpec.of(
          "impulses",
          "1 to " + S0Meter.MAX_IMPULSES,
          "",
          "the pulse constant on the face of the meter: impulses a kWh or m3; has to be given",
          S0Options::parseImpulses);

  /** What the meter counts. */
  public static final OptionSpec<Medium> MEDIUM =
      OptionSpec.choice("medium", Medium.class, "electricity", "what the meter counts");

  /** What the impulses make one of. */
  public static final OptionSpec<Unit> UNIT =
      OptionSpec.of(
          "unit",
          "a unit such as kWh, GJ or m3",
          "",
          "what the impulses make one of; otherwise kWh, and m3 for gas and water",
          text -> Unit.parse(text).orElseThrow(() -> new IllegalArgumentException(text)),
          Unit::symbol);

  /** Which way the electricity flows, {@link Direction#IMPORT} or {@link Direction#EXPORT}. */
  public static final OptionSpec<Direction> DIRECTION =
      OptionSpec.of(
          "direction",
          "import, export",
          "import",
          "which way the electricity flows",
          S0Options::parseDirection,
          direction -> direction.name().toLowerCase(Locale.ROOT));

  /** The edge with which a pulse begins. */
  public static final OptionSpec<Edge> EDGE =
      OptionSpec.choice(
          "edge", Edge.class, "rising", "the edge with which a pulse begins; falling with pull=up");

  /** How long a pulse and a pause have to hold. */
  public static final OptionSpec<Duration> DEBOUNCE =
      OptionSpec.duration(
          "debounce",
          "10ms",
          "how long a pulse and a pause have to hold: longer than the contact bounces, and up to"
              + " half of the time that max-rate leaves, at most 10s");

  static final BigDecimal SLOWEST = new BigDecimal("0.01");
  static final BigDecimal FASTEST = BigDecimal.valueOf(1_000);
  static final String RATES = SLOWEST + " to " + FASTEST;

  /** The most pulses in a second; 16.7 at most for an S0 output (IEC 62053-31). */
  public static final OptionSpec<BigDecimal> MAX_RATE =
      OptionSpec.of(
          "max-rate",
          RATES,
          "17",
          "the most pulses in a second, as in 17, 1 or 0.2; faster ones are refused",
          S0Options::parseRate,
          BigDecimal::toPlainString);

  /** What the display of the meter shows when the count begins. */
  public static final OptionSpec<String> OFFSET =
      OptionSpec.of(
          "offset",
          "a number such as 13756.570",
          "",
          "what the display of the meter shows when the count begins, otherwise 0; a count file"
              + " that is there already goes on, and must have begun with the same",
          S0Options::parseOffset);

  /** The file in which the count is kept. */
  public static final OptionSpec<Path> STATE =
      OptionSpec.of(
          "state",
          "a file such as /var/lib/meter/s0.count",
          "",
          "where the count is kept; otherwise it begins with 0 whenever it is opened",
          Path::of);

  /** The meter, so that no other one goes on with its count. */
  public static final OptionSpec<String> METER =
      OptionSpec.of(
          "meter",
          "a name",
          "",
          "the meter, so that no other one goes on with its count; otherwise the input",
          text -> text);

  /** After how many pulses the count is saved at the latest. */
  public static final OptionSpec<Integer> SAVE_EVERY =
      OptionSpec.integer(
          "save-every", 1, 1_000_000, "100", "save the count after so many pulses at the latest");

  /** After which time the count is saved at the latest, when it has grown. */
  public static final OptionSpec<Duration> SAVE_INTERVAL =
      OptionSpec.duration("save-interval", "60s", "and after this time, when it has grown");

  /** The time from one reading to the next. */
  public static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "10s", "from one reading to the next");

  static final List<OptionSpec<?>> ALL =
      List.of(
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

  private S0Options() {}

  private static Long parseImpulses(String text) {
    long number = Long.parseLong(text);
    if (number < 1 || number > S0Meter.MAX_IMPULSES) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static BigDecimal parseRate(String text) {
    BigDecimal rate = new BigDecimal(text.matches("\\d{1,4}(\\.\\d{1,6})?") ? text : "0");
    if (rate.compareTo(SLOWEST) < 0 || rate.compareTo(FASTEST) > 0) {
      throw new IllegalArgumentException(text);
    }
    return rate;
  }

  private static Direction parseDirection(String text) {
    return switch (text) {
      case "import" -> Direction.IMPORT;
      case "export" -> Direction.EXPORT;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** Digits as on a display: up to twelve before and six behind the point. */
  static String parseOffset(String text) {
    if (!text.matches("\\d{1,12}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
