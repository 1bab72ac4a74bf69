package io.github.meter4j.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * A power in watts that was derived from pulses.
 *
 * @param basis what kind of value it is
 * @param value watts with three decimals; empty exactly where the basis is {@link Basis#NONE}
 */
public record PulsePower(Basis basis, Optional<Quantity> value) {
  private static final int DECIMALS = 3;
  private static final PulsePower NOTHING = new PulsePower(Basis.NONE, Optional.empty());

  /** What kind of value a power is. */
  public enum Basis {
    /** The average between the last two pulses. */
    MEASURED,
    /**
     * The last pulse is longer ago than the one before it was: the average since then is less than
     * this, which falls as time passes.
     */
    BOUND,
    /** There are not two pulses yet, or they do not count energy. */
    NONE
  }

  /**
   * Checks that there is a value where there has to be one.
   *
   * @param basis what kind of value it is
   * @param value watts
   * @throws IllegalArgumentException when there is a value without a basis or the other way round
   */
  public PulsePower {
    if (value.isPresent() == (basis == Basis.NONE)) {
      throw new IllegalArgumentException(basis + " does not go with " + value);
    }
  }

  /**
   * No power.
   *
   * @return a power without a value
   */
  public static PulsePower none() {
    return NOTHING;
  }

  /**
   * The power that two pulses and the time since tell.
   *
   * @param pulsesPerUnit how many pulses make one unit
   * @param unit the unit
   * @param interval the time between the last two pulses
   * @param sinceLastPulse the time since the last one
   * @return a measured power, rounded to the nearest milliwatt, or a bound, rounded up; none where
   *     the unit is none of energy, the interval is not positive or the power is more than a
   *     quantity holds
   * @throws IllegalArgumentException when the constant is less than 1
   */
  public static PulsePower of(
      long pulsesPerUnit, Unit unit, Duration interval, Duration sinceLastPulse) {
    if (pulsesPerUnit < 1) {
      throw new IllegalArgumentException("pulses per unit: " + pulsesPerUnit);
    }
    if (unit.dimension() != Dimension.ENERGY || interval.isNegative() || interval.isZero()) {
      return NOTHING;
    }
    boolean late = sinceLastPulse.compareTo(interval) > 0;
    Duration time = late ? sinceLastPulse : interval;
    BigDecimal joules =
        BigDecimal.valueOf(unit.numerator()).multiply(BigDecimal.valueOf(1_000_000_000));
    BigInteger nanos =
        BigInteger.valueOf(time.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(time.getNano()));
    BigDecimal below =
        new BigDecimal(
            nanos
                .multiply(BigInteger.valueOf(pulsesPerUnit))
                .multiply(BigInteger.valueOf(unit.denominator())));
    BigDecimal watts =
        joules.divide(below, DECIMALS, late ? RoundingMode.CEILING : RoundingMode.HALF_UP);
    if (watts.unscaledValue().bitLength() >= Long.SIZE) {
      return NOTHING;
    }
    return new PulsePower(
        late ? Basis.BOUND : Basis.MEASURED, Optional.of(Quantity.of(watts, Unit.WATT)));
  }

  /** As in {@code 512.300 W}, {@code below 512.300 W} or {@code no power}. */
  @Override
  public String toString() {
    return value.map(watts -> (basis == Basis.BOUND ? "below " : "") + watts).orElse("no power");
  }
}
