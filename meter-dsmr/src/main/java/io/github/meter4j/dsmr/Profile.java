package io.github.meter4j.dsmr;

import io.github.meter4j.reading.Obis;
import java.util.List;

/**
 * A table that a meter sends in one object (COSEM profile generic, IEC 62056-6-2): its header names
 * the columns, then come the rows. Rows that the meter has not used yet are left out.
 *
 * @param code the code of the object, as in {@code 1-0:99.1.0}
 * @param columns the codes of the columns in the order of the header; a code that stands twice in a
 *     row there has its time and its value
 * @param rows the rows in the order sent
 */
public record Profile(Obis code, List<Obis> columns, List<ProfileRow> rows) {
  /**
   * Makes the lists unmodifiable.
   *
   * @param code the code of the object
   * @param columns the codes of the columns
   * @param rows the rows in the order sent
   */
  public Profile {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
