package io.github.meter4j.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An exact decimal number with its unit: {@code unscaled × 10^-scale unit}.
 *
 * <p>The digits are those that the meter sent: {@code 000004.420*kWh} is 4420 with scale 3 and
 * prints as {@code 4.420 kWh}. Equality is by representation, so {@code 1.0 V} is not equal to
 * {@code 1.00 V}; {@link #compareTo} is by value, also across units of one dimension.
 *
 * @param unscaled the digits as an integer, negative for a negative number
 * @param scale how many of the digits stand behind the decimal point, 0 to {@value #MAX_SCALE}
 * @param unit the unit
 */
public record Quantity(long unscaled, int scale, Unit unit) implements Comparable<Quantity> {
  /** The largest scale: a {@code long} has no more decimal digits than this. */
  public static final int MAX_SCALE = 18;

  /** No exponent: {@code 1e999999999} would be ten characters that need a gigabyte of digits. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

  /**
   * Checks the scale.
   *
   * @param unscaled the digits as an integer, negative for a negative number
   * @param scale how many of the digits stand behind the decimal point, 0 to {@value #MAX_SCALE}
   * @param unit the unit
   * @throws IllegalArgumentException when the scale is outside 0 to {@value #MAX_SCALE}
   */
  public Quantity {
    if (scale < 0 || scale > MAX_SCALE) {
      throw new IllegalArgumentException("scale " + scale + " is outside 0 to " + MAX_SCALE);
    }
  }

  /**
   * A quantity from decimal text.
   *
   * @param decimal digits with an optional sign and decimal point, as in {@code -0.638}
   * @param unit the unit
   * @return the quantity, with the scale that the text shows
   * @throws IllegalArgumentException when the text is no such number or has more digits than a
   *     {@code long} holds
   */
  public static Quantity of(String decimal, Unit unit) {
    if (!DECIMAL.matcher(decimal).matches()) {
      throw new IllegalArgumentException("not a decimal number: \"" + decimal + '"');
    }
    return of(new BigDecimal(decimal), unit);
  }

  /**
   * A quantity from an exact decimal.
   *
   * @param value the number
   * @param unit the unit
   * @return the quantity with the number's own scale, or scale 0 where that is negative
   * @throws IllegalArgumentException when the number needs more digits than a {@code long} holds
   */
  public static Quantity of(BigDecimal value, Unit unit) {
    if (!fits(value)) {
      throw new IllegalArgumentException("more digits than a quantity holds: " + value);
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return new Quantity(plain.unscaledValue().longValueExact(), plain.scale(), unit);
  }

  /** Looks at the exponent first: writing out {@code 1e999999999} takes minutes. */
  private static boolean fits(BigDecimal value) {
    if (value.scale() > MAX_SCALE || value.scale() < -MAX_SCALE) {
      return false;
    }
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return plain.unscaledValue().bitLength() < Long.SIZE;
  }

  /** Zeros at the end of the fraction are given up only where the number has no room for them. */
  private static Quantity ofResult(BigDecimal value, Unit unit) {
    BigDecimal shorter = fits(value) ? value : value.stripTrailingZeros();
    if (!fits(shorter)) {
      throw new ArithmeticException("more digits than a quantity holds: " + value + ' ' + unit);
    }
    return of(shorter, unit);
  }

  /**
   * The number as an exact decimal, without its unit.
   *
   * @return the number with its scale
   */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(unscaled, scale);
  }

  /**
   * The nearest {@code double}: for charts, never for sums.
   *
   * @return the number, rounded to a double
   */
  public double toDouble() {
    return toBigDecimal().doubleValue();
  }

  /**
   * The same quantity in another unit of its dimension, exactly.
   *
   * @param target the unit wanted
   * @return the quantity in that unit; its value is the same to the last digit
   * @throws IllegalArgumentException when the unit measures something else
   * @throws ArithmeticException when the result is no finite decimal (1 GJ in kWh) or too long
   */
  public Quantity in(Unit target) {
    if (target == unit) {
      return this;
    }
    requireSameDimension(target);
    BigInteger up = big(unit.numerator()).multiply(big(target.denominator()));
    BigInteger down = big(unit.denominator()).multiply(big(target.numerator()));
    BigDecimal exact;
    try {
      exact = toBigDecimal().multiply(new BigDecimal(up)).divide(new BigDecimal(down));
    } catch (ArithmeticException e) {
      throw new ArithmeticException(this + " is no finite decimal in " + target);
    }
    return ofResult(exact, target);
  }

  /**
   * The sum, in this quantity's unit.
   *
   * @param other a quantity of the same dimension
   * @return the exact sum
   * @throws IllegalArgumentException when the dimensions differ
   * @throws ArithmeticException when the sum has no exact form in this unit or is too long
   */
  public Quantity plus(Quantity other) {
    return ofResult(toBigDecimal().add(other.in(unit).toBigDecimal()), unit);
  }

  /**
   * The difference, in this quantity's unit: what a register counted between two readings.
   *
   * @param other a quantity of the same dimension
   * @return the exact difference
   * @throws IllegalArgumentException when the dimensions differ
   * @throws ArithmeticException when the difference has no exact form in this unit or is too long
   */
  public Quantity minus(Quantity other) {
    return ofResult(toBigDecimal().subtract(other.in(unit).toBigDecimal()), unit);
  }

  /**
   * Compares by value: {@code 638 W} and {@code 0.638 kW} are equal here.
   *
   * @throws IllegalArgumentException when the dimensions differ
   */
  @Override
  public int compareTo(Quantity other) {
    if (unit == other.unit) {
      return toBigDecimal().compareTo(other.toBigDecimal());
    }
    requireSameDimension(other.unit);
    return inBaseUnits(this, other).compareTo(inBaseUnits(other, this));
  }

  /** Multiplied by the other's denominator too, so that nothing has to be divided. */
  private static BigDecimal inBaseUnits(Quantity quantity, Quantity other) {
    return quantity
        .toBigDecimal()
        .multiply(BigDecimal.valueOf(quantity.unit.numerator()))
        .multiply(BigDecimal.valueOf(other.unit.denominator()));
  }

  private void requireSameDimension(Unit other) {
    if (other.dimension() != unit.dimension()) {
      throw new IllegalArgumentException(
          unit + " measures " + unit.dimension() + ", " + other + " measures " + other.dimension());
    }
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  /**
   * The number alone, in plain digits: {@code 4.420}.
   *
   * @return decimal text without exponent, grouping or unit
   */
  public String digits() {
    return toBigDecimal().toPlainString();
  }

  /** The number and the unit's symbol: {@code 4.420 kWh}. */
  @Override
  public String toString() {
    return unit == Unit.NONE ? digits() : digits() + ' ' + unit.symbol();
  }
}
