package io.github.meter4j.modbus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.modbus.bus.SharedLines;
import io.github.meter4j.modbus.bus.Timing;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of Modbus meters, for {@link MeterSource#with(OptionSpec, Object)}. */
public final class ModbusOptions {
  /** From one poll to the next. */
  public static final OptionSpec<Duration> INTERVAL =
      OptionSpec.duration("interval", "10s", "from one poll to the next");

  /** How long the unit may take to begin its reply. */
  public static final OptionSpec<Duration> REPLY_TIMEOUT =
      OptionSpec.duration("reply-timeout", "1s", "how long the unit may take to begin its answer");

  /** How often a unit is asked before a poll has failed. */
  public static final OptionSpec<Integer> TRIES =
      OptionSpec.integer("tries", 1, 10, "2", "how often to ask before a poll has failed");

  /**
   * The number of the unit. A meter's own driver may allow fewer numbers, and may have another
   * default.
   */
  public static final OptionSpec<Integer> UNIT = unit(0, 255, 1);

  /**
   * Whether import is export, for a meter whose supply and load or whose current transformers are
   * exchanged: {@link RegisterMap#inverted}.
   */
  public static final OptionSpec<Boolean> INVERT =
      OptionSpec.flag("invert", "false", "import is export: swaps both, and the signs of powers");

  /**
   * The phase at each terminal of the meter, one for a meter of one phase: {@link
   * RegisterMap#phases}.
   */
  public static final OptionSpec<List<Phase>> PHASES =
      OptionSpec.of(
          "phases",
          "L2,L3,L1 for example",
          "",
          "the phase at each terminal of the meter; one of them for a meter of one phase",
          ModbusOptions::parsePhases,
          order -> order.stream().map(Phase::name).collect(Collectors.joining(",")));

  /**
   * Whether a reply of Modbus TCP is taken whatever its transaction number, as long as unit,
   * function and length are those of the request. For gateways that number by themselves. All
   * meters on one gateway have to have the same.
   */
  public static final OptionSpec<Boolean> IGNORE_TRANSACTION = SharedLines.IGNORE_TRANSACTION;

  /** What every driver takes beside its unit. */
  static final List<OptionSpec<?>> POLLING =
      List.of(INTERVAL, REPLY_TIMEOUT, TRIES, INVERT, PHASES, IGNORE_TRANSACTION);

  private ModbusOptions() {}

  /** How a serial line is opened: other programs may poll meters on it as well. */
  static Map<String, String> line(int baud, String format) {
    return Map.of("baud", Integer.toString(baud), "format", format, "use", "shared");
  }

  /** The unit, with the number that a kind of meter has when nobody changed it. */
  static OptionSpec<Integer> unit(int least, int most, int number) {
    return OptionSpec.integer(
        "unit", least, most, Integer.toString(number), "the number of the unit");
  }

  private static List<Phase> parsePhases(String text) {
    return Arrays.stream(text.split(",", -1)).map(Phase::valueOf).toList();
  }

  /** The map of a meter that is wired as the options say. */
  static RegisterMap wired(RegisterMap map, Options options) {
    RegisterMap wired = options.get(INVERT) ? map.inverted() : map;
    return options.find(PHASES).map(wired::phases).orElse(wired);
  }

  static Timing timing(Options options) {
    return new Timing(options.get(REPLY_TIMEOUT), options.get(TRIES));
  }
}
