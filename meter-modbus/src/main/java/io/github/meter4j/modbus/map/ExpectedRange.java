package io.github.meter4j.modbus.map;

import java.math.BigDecimal;

/**
 * What the value of a row lies between on a meter that the map is for, in the unit of the row.
 *
 * @param least the smallest value
 * @param most the largest value
 */
public record ExpectedRange(BigDecimal least, BigDecimal most) {
  boolean holds(BigDecimal value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  /** As a map writes it: {@code 80..300}. */
  @Override
  public String toString() {
    return least.toPlainString() + ".." + most.toPlainString();
  }
}
