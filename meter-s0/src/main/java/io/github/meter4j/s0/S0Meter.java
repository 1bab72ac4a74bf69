package io.github.meter4j.s0;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * The meter behind a pulse output, as its face tells.
 *
 * @param name a name for it, which a count file keeps so that no other meter goes on with its count
 * @param impulses the pulse constant: how many pulses make one unit, 1 to {@value #MAX_IMPULSES}
 * @param unit the unit
 * @param medium what it counts
 * @param direction which way electricity flows, {@link Direction#IMPORT} or {@link
 *     Direction#EXPORT}; import for other media
 */
public record S0Meter(String name, long impulses, Unit unit, Medium medium, Direction direction) {
  /** The largest pulse constant. */
  public static final long MAX_IMPULSES = 1_000_000_000;

  /** Decimals of a total whose pulse has no finite decimal. */
  private static final int ROUNDED = 9;

  /**
   * Checks that the parts go together.
   *
   * @param name a name for it
   * @param impulses the pulse constant
   * @param unit the unit
   * @param medium what it counts
   * @param direction which way electricity flows
   * @throws IllegalArgumentException when the constant is out of its range, or name, unit or
   *     direction do not fit; the message says what does
   */
  public S0Meter {
    if (impulses < 1 || impulses > MAX_IMPULSES) {
      throw new IllegalArgumentException(
          "impulses=" + impulses + ": a meter gives 1 to " + MAX_IMPULSES + " pulses a unit");
    }
    if (unit.dimension() != medium.dimension()) {
      throw new IllegalArgumentException(
          "a meter for "
              + medium.name().toLowerCase(Locale.ROOT)
              + " does not count in "
              + unit
              + " but in units such as "
              + medium.usualUnit()
              + "; gas and water need medium=gas or medium=water");
    }
    if (direction != Direction.IMPORT
        && (direction != Direction.EXPORT || medium != Medium.ELECTRICITY)) {
      throw new IllegalArgumentException("the direction " + direction + " does not go with it");
    }
    if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of a meter is 1 to 200 printing characters, not \"" + name + '"');
    }
  }

  /** A count as a quantity. */
  record Total(Quantity quantity, boolean exact) {}

  /** What the display shows after so many pulses. */
  Total total(Quantity offset, long count) {
    Optional<BigDecimal> pulse = pulse();
    BigDecimal before = offset.toBigDecimal();
    BigDecimal counted;
    if (pulse.isPresent()) {
      counted = pulse.get().multiply(BigDecimal.valueOf(count));
    } else {
      counted =
          BigDecimal.valueOf(count)
              .divide(BigDecimal.valueOf(impulses), ROUNDED, RoundingMode.FLOOR);
    }
    BigDecimal total = before.add(counted);
    BigDecimal shorter = total;
    while (!fits(shorter)) {
      shorter = shorter.setScale(shorter.scale() - 1, RoundingMode.FLOOR);
    }
    boolean whole =
        counted.multiply(BigDecimal.valueOf(impulses)).compareTo(BigDecimal.valueOf(count)) == 0;
    return new Total(Quantity.of(shorter, unit), whole && shorter.compareTo(total) == 0);
  }

  private static boolean fits(BigDecimal value) {
    return value.scale() <= Quantity.MAX_SCALE && value.unscaledValue().bitLength() < Long.SIZE;
  }

  /** One pulse in units, where that is a finite decimal. */
  private Optional<BigDecimal> pulse() {
    try {
      return Optional.of(BigDecimal.ONE.divide(BigDecimal.valueOf(impulses)));
    } catch (ArithmeticException e) {
      return Optional.empty(); // one third
    }
  }

  /** As in {@code 1000 impulses a kWh}. */
  @Override
  public String toString() {
    return impulses + " impulses a " + unit;
  }
}
