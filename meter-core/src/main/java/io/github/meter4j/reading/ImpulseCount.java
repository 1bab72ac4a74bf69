package io.github.meter4j.reading;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Impulses that were counted, and how many of them make one unit. The two numbers are the exact
 * reading: {@code count / perUnit} units.
 *
 * @param count how many impulses there were
 * @param perUnit how many make a kWh or a m3; empty where it could not be read, 0 where the meter
 *     sent 0 and so does not say it
 */
public record ImpulseCount(long count, Optional<Long> perUnit) {

  /**
   * The count as a quantity.
   *
   * @param unit what {@link #perUnit} refers to: kWh for electricity, m3 for gas and water; the
   *     message does not say which
   * @return the exact quantity; empty when it is not known how many impulses make one, or when the
   *     result is no finite decimal
   */
  public Optional<Quantity> in(Unit unit) {
    if (perUnit.isEmpty() || perUnit.get() == 0) {
      return Optional.empty();
    }
    try {
      BigDecimal units = BigDecimal.valueOf(count).divide(BigDecimal.valueOf(perUnit.get()));
      return Optional.of(Quantity.of(units, unit));
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.empty(); // one third, or more digits than a quantity holds
    }
  }
}
