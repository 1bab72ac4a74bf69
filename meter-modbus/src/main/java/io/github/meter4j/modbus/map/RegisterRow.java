package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One row of a register map: where a value stands and how it is read. Immutable and safe to share
 * between threads.
 */
public final class RegisterRow {
  /** The condition of a row: it counts while a setting has a value. */
  record Condition(String setting, String value) {}

  /** A worked example: words and what they mean. */
  record Example(List<Integer> words, String text) {}

  private final String name;
  private final RegisterTable table;
  private final int address;
  private final RegisterFormat format;
  private final Optional<Measurand> measurand;
  private final Optional<ExpectedRange> expected;
  private final Optional<Condition> condition;
  private final String source;
  private final List<Example> examples;

  RegisterRow(
      String name,
      RegisterTable table,
      int address,
      RegisterFormat format,
      Optional<Measurand> measurand,
      Optional<ExpectedRange> expected,
      Optional<Condition> condition,
      String source,
      List<Example> examples) {
    this.name = name;
    this.table = table;
    this.address = address;
    this.format = format;
    this.measurand = measurand;
    this.expected = expected;
    this.condition = condition;
    this.source = source;
    this.examples = List.copyOf(examples);
  }

  /**
   * The name, which no other row has while this one counts.
   *
   * @return lower-case words with underscores
   */
  public String name() {
    return name;
  }

  /**
   * The table.
   *
   * @return holding or input registers
   */
  public RegisterTable table() {
    return table;
  }

  /**
   * The address of the first register.
   *
   * @return 0 to 65535, as on the wire
   */
  public int address() {
    return address;
  }

  /**
   * How many registers the value takes.
   *
   * @return 1 to 125
   */
  public int words() {
    return format.words();
  }

  /**
   * What the registers hold.
   *
   * @return the type
   */
  public RegisterType type() {
    return format.type();
  }

  /**
   * The order of the bytes.
   *
   * @return the order
   */
  public WordOrder order() {
    return format.order();
  }

  /**
   * What the number in the registers is multiplied with.
   *
   * @return an exact decimal
   */
  public BigDecimal scale() {
    return format.scale();
  }

  /**
   * The unit of the value.
   *
   * @return the unit
   */
  public Unit unit() {
    return format.unit();
  }

  /**
   * What is measured.
   *
   * @return the measurand, or empty for what is no measurement
   */
  public Optional<Measurand> measurand() {
    return measurand;
  }

  /**
   * What the value lies between on a meter that the map is for.
   *
   * @return the range in the unit of the row, or empty where the row shows nothing of the meter
   */
  public Optional<ExpectedRange> expected() {
    return expected;
  }

  /**
   * The public document or project that says so, with the page or the place in it.
   *
   * @return the source; of a map of one's own it may be empty
   */
  public String source() {
    return source;
  }

  /**
   * Whether the map has a worked example for this row, which was checked when the map was read.
   *
   * @return false where nothing shows that the row is read as its author means it
   */
  public boolean hasVector() {
    return !examples.isEmpty();
  }

  /** The same registers with another meaning. */
  RegisterRow with(Sign sign, Optional<Measurand> other) {
    return new RegisterRow(
        name, table, address, format.with(sign), other, expected, condition, source, examples);
  }

  /** Whether another meaning of these registers has another direction or sign. */
  boolean differsInFlow(RegisterRow other) {
    return !measurand.map(Measurand::direction).equals(other.measurand.map(Measurand::direction))
        || format.sign() != other.format.sign() && format.sign() != Sign.SIZE;
  }

  Optional<Condition> condition() {
    return condition;
  }

  List<Example> examples() {
    return examples;
  }

  RegisterFormat format() {
    return format;
  }

  int end() {
    return address + words();
  }

  RegisterContent decode(int... wire) {
    return RegisterDecoder.decode(format, wire);
  }

  /**
   * The registers of a value: what the meter would hold.
   *
   * @param value a decimal number in the unit of the row, the unit may stand behind it; a power
   *     factor with its quadrant, {@code 0.95 Q1}; a text; a time {@code 2026-01-31T12:00:00}; or
   *     {@code absent}
   * @return one number a register, 0 to 65535
   * @throws IllegalArgumentException when the row cannot hold the value
   */
  public int[] encode(String value) {
    try {
      return RegisterEncoder.encode(format, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("row " + name + ": " + e.getMessage(), e);
    }
  }

  /** The name and the place: {@code voltage_l1 at 000C}. */
  @Override
  public String toString() {
    return name + " at " + Words.hex(address);
  }
}
