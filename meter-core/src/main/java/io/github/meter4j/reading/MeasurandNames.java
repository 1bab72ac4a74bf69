package io.github.meter4j.reading;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the names of measurands apart. */
final class MeasurandNames {
  private static final Pattern NAME =
      Pattern.compile(
          words(Kind.values(), "")
              + words(Direction.values(), "_")
              + '?'
              + words(Phase.values(), "_")
              + "?(?:_t([1-9]\\d{0,2}))?"
              + words(Statistic.values(), "_")
              + '?');

  private static final Pattern CODE =
      Pattern.compile(
          "obis_(\\d{1,3})_(\\d{1,3})_(\\d{1,3})_(\\d{1,3})_(\\d{1,3})(?:_(manual_)?(\\d{1,3}))?");

  private MeasurandNames() {}

  private static String words(Enum<?>[] constants, String before) {
    StringBuilder words = new StringBuilder();
    for (Enum<?> constant : constants) {
      words.append(words.isEmpty() ? "" : "|").append(constant.name().toLowerCase(Locale.ROOT));
    }
    return "(?:" + before + '(' + words + "))";
  }

  static Optional<Measurand> measurand(String name) {
    Matcher code = CODE.matcher(name);
    if (code.matches()) {
      return code(code).filter(found -> found.name().equals(name));
    }
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Measurand measurand =
        new Measurand(
            constant(Kind.values(), parts.group(1)),
            constant(Direction.values(), parts.group(2)),
            constant(Phase.values(), parts.group(3)),
            parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4)),
            constant(Statistic.values(), parts.group(5)),
            Optional.empty());
    // "voltage_none" and "other" are words of the enums, but no names
    return Optional.of(measurand)
        .filter(found -> found.kind() != Kind.OTHER && found.name().equals(name));
  }

  /** The first constant of each enum is the one that names leave out. */
  private static <E extends Enum<E>> E constant(
      E[] constants, @org.jspecify.annotations.Nullable String word) {
    return Arrays.stream(constants)
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(constants[0]);
  }

  private static Optional<Measurand> code(Matcher code) {
    int[] groups = new int[6];
    for (int i = 0; i < groups.length; i++) {
      String group = code.group(i < 5 ? i + 1 : 7);
      groups[i] = group == null ? Obis.NO_HISTORY : Integer.parseInt(group);
      if (groups[i] > 255) {
        return Optional.empty();
      }
    }
    boolean byHand = code.group(6) != null;
    return Optional.of(
        Measurand.other(
            new Obis(groups[0], groups[1], groups[2], groups[3], groups[4], groups[5], byHand)));
  }
}
