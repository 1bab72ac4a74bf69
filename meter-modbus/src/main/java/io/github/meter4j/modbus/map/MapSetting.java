package io.github.meter4j.modbus.map;

import io.github.meter4j.codec.Nearest;
import io.github.meter4j.spi.OptionSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Something about a meter that its map leaves to the user, with the values that there are; the
 * first one holds until another is chosen.
 *
 * @param name the name of the setting
 * @param values what it can be
 * @param meaning what it does, as a phrase
 * @param detections how the value {@value #AUTO} is made into another one, in the order to try
 */
record MapSetting(String name, List<String> values, String meaning, List<Detection> detections) {
  static final String AUTO = "auto";

  /**
   * A value that holds when one row is the sum of two others.
   *
   * @param value the value of the setting
   * @param sum the name of the row that is the sum
   * @param left the name of one row
   * @param right the name of the other
   */
  record Detection(String value, String sum, String left, String right) {}

  String first() {
    return values.get(0);
  }

  OptionSpec<String> option() {
    return OptionSpec.of(name, String.join(", ", values), first(), meaning, this::checked);
  }

  String checked(String value) {
    if (!values.contains(value)) {
      throw new IllegalArgumentException(
          "setting "
              + name
              + " cannot be \""
              + value
              + '"'
              + Nearest.suggestion(value, values)
              + "; it is one of "
              + String.join(", ", values));
    }
    return value;
  }

  MapSetting with(Detection detection) {
    List<Detection> more = new ArrayList<>(detections);
    more.add(detection);
    return new MapSetting(name, values, meaning, List.copyOf(more));
  }

  /** The rows that tell its value. */
  Set<String> detectedBy() {
    Set<String> rows = new HashSet<>();
    for (Detection detection : detections) {
      rows.addAll(List.of(detection.sum(), detection.left(), detection.right()));
    }
    return rows;
  }
}
