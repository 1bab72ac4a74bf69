package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a table.
 *
 * @param name what is in it, as in {@code active_power_import} or {@code gas_volume_ch1}
 * @param unit the unit of all its values, {@link Unit#NONE} for counts, factors and texts
 */
record Column(String name, Unit unit) {
  /** {@code active_power_ch1-9} are nine columns. */
  private static final Pattern RANGE = Pattern.compile("(.*?)(\\d{1,3})-(\\d{1,3})");

  /** What outputs put behind the name of a measurand: a channel, a number where it came before. */
  private static final Pattern BEHIND_A_NAME = Pattern.compile("(_ch\\d+)?(#\\d+)?$");

  /** Name and unit, as in {@code active_power_import_kW}. */
  String header() {
    return unit == Unit.NONE ? name : name + '_' + word(unit);
  }

  /** In letters and digits, so that a header needs no quotes anywhere. */
  private static String word(Unit unit) {
    return unit == Unit.PERCENT ? "percent" : unit.symbol().replace("°", "");
  }

  /** A column of a name that an output of this library has, whether it was seen yet or not. */
  static Optional<Column> named(String name) {
    String base = BEHIND_A_NAME.matcher(name).replaceFirst("");
    return base.equals(Row.IMPULSES)
        ? Optional.of(new Column(name, Unit.NONE))
        : Measurand.named(base)
            .map(known -> new Column(name, UsualUnit.of(known.kind()).orElse(Unit.NONE)));
  }

  /** Splits a header into its name and the unit behind it. */
  static Optional<Column> withUnit(String header) {
    int end = header.lastIndexOf('_');
    return end < 1
        ? Optional.empty()
        : Arrays.stream(Unit.values())
            .filter(unit -> unit != Unit.NONE && word(unit).equals(header.substring(end + 1)))
            .findFirst()
            .map(unit -> new Column(header.substring(0, end), unit));
  }

  /** Reads a list of headers with ranges of numbers at their end. */
  static List<String> parse(String list) {
    List<String> all = new ArrayList<>();
    for (String one : list.split(",", -1)) {
      Matcher range = RANGE.matcher(one.strip());
      if (one.isBlank()) {
        throw new IllegalArgumentException("--columns \"" + list + "\" has an empty name");
      } else if (range.matches()) {
        int last = Integer.parseInt(range.group(3));
        for (int number = Integer.parseInt(range.group(2)); number <= last; number++) {
          all.add(range.group(1) + number);
        }
      } else {
        all.add(one.strip());
      }
    }
    return all;
  }
}
