package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.Quantity;

/** Columns of text. Made by hand: formatters would take longer to start than to read a meter. */
final class Cells {
  /** The width of the column of units. */
  static final int UNIT = 3;

  private static final int NAME = 14;
  private static final int WIDE_NAME = 32;
  private static final int VALUE = 11;

  private Cells() {}

  /** A name, a value and its unit, with what follows left to the caller. */
  static StringBuilder row(String name, String value, String unit) {
    return row(name, NAME, value, unit);
  }

  /** The same with more room for the name. */
  static StringBuilder wideRow(String name, String value, String unit) {
    return row(name, WIDE_NAME, value, unit);
  }

  private static StringBuilder row(String name, int width, String value, String unit) {
    StringBuilder line = new StringBuilder(80).append("  ").append(left(name, width));
    return line.append(right(value, VALUE)).append(' ').append(left(unit, UNIT));
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** At least one blank before it. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length())) + text;
  }

  /** A name and a quantity in its usual unit. */
  static StringBuilder row(String name, Quantity quantity) {
    Quantity usual = UsualUnit.in(quantity);
    return row(name, usual.digits(), usual.unit().symbol());
  }

  /** A quantity in its usual unit. */
  static String plain(Quantity quantity) {
    return UsualUnit.in(quantity).toString();
  }
}
