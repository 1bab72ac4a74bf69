package io.github.meter4j.modbus.bus;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options that every Modbus driver has. */
public final class ModbusOptions {
  public static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "10s", "from one poll to the next");

  static final OptionSpec<Duration> REPLY_TIMEOUT =
      OptionSpec.duration("reply-timeout", "1s", "how long the unit may take to begin its answer");

  static final OptionSpec<Integer> TRIES =
      OptionSpec.integer("tries", 1, 10, "2", "how often to ask before a poll has failed");

  /** What every driver takes beside its unit. */
  public static final List<OptionSpec<?>> POLLING = List.of(INTERVAL, REPLY_TIMEOUT, TRIES);

  private ModbusOptions() {}

  /** How a serial line is opened: other programs may poll meters on it as well. */
  public static Map<String, String> line(int baud, String format) {
    return Map.of("baud", Integer.toString(baud), "format", format, "use", "shared");
  }

  /** The unit, with the number that a kind of meter has when nobody changed it. */
  public static OptionSpec<Integer> unit(int least, int most, int number) {
    return OptionSpec.integer(
        "unit", least, most, Integer.toString(number), "the number of the unit");
  }

  static Timing timing(Options options) {
    return new Timing(options.get(REPLY_TIMEOUT), options.get(TRIES));
  }
}
