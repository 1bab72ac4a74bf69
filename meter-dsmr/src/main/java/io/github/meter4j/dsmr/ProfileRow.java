package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import java.util.List;
import java.util.Optional;

/**
 * One row of a {@link Profile}.
 *
 * @param at the time of the row, which is the end of its period; empty where the meter sends the
 *     time of the first row alone and no period
 * @param values what the columns say, one for each code of the header
 */
public record ProfileRow(Optional<MeterTime> at, List<ProfileValue> values) {
  /**
   * Makes the list unmodifiable.
   *
   * @param at the time of the row
   * @param values what the columns say
   */
  public ProfileRow {
    values = List.copyOf(values);
  }

  /**
   * The value of a column.
   *
   * @param column its code
   * @return the first value of that code; empty where the profile has no such column
   */
  public Optional<ProfileValue> value(Obis column) {
    return values.stream().filter(value -> value.column().equals(column)).findFirst();
  }
}
