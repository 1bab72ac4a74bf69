package io.github.meter4j.examples.scanmodbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a serial line is set; nothing of it on other lines.
 *
 * @param baud bits per second, or 0 where there is no speed
 * @param format data bits, parity and stop bits, or empty
 */
record LineSetting(int baud, String format) {
  static final LineSetting NONE = new LineSetting(0, "");

  /** As options of an address. */
  List<String> options() {
    return this.equals(NONE) ? List.of() : List.of("baud=" + baud, "format=" + format);
  }

  /** Those options that an address of a meter needs whose usual setting is another. */
  List<String> optionsBeside(int usualBaud, String usualFormat) {
    List<String> options = new ArrayList<>();
    if (baud != 0 && baud != usualBaud) {
      options.add("baud=" + baud);
    }
    if (!format.isEmpty() && !Objects.equals(format, usualFormat)) {
      options.add("format=" + format);
    }
    return options;
  }

  @Override
  public String toString() {
    return this.equals(NONE) ? "" : baud + " " + format;
  }
}
