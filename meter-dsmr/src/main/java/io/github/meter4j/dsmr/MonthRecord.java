package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import java.util.List;

/**
 * The registers of a Hungarian meter at the start of the month (E.ON, {@code 98.1.0}): energy
 * import in all and by tariff, the same of export, reactive energy, combined energy and maxima. The
 * order is that of the meter; the documents do not agree on what the six maxima at the end are.
 *
 * @param at the start of the month
 * @param values the values in the order sent
 */
public record MonthRecord(MeterTime at, List<Quantity> values) {
  /**
   * Makes the list unmodifiable.
   *
   * @param at the start of the month
   * @param values the values in the order sent
   */
  public MonthRecord {
    values = List.copyOf(values);
  }
}
