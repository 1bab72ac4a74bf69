package io.github.meter4j.modbus.map;

/** What a plus means in the registers of a row. */
enum Sign {
  /** What the unit of the row says; there is no direction, or plus is import. */
  PLAIN,
  /** The direction from the grid to the customer; the meter counts that way, as all outputs do. */
  IMPORT,
  /** The direction from the customer to the grid: numbers are negated, so that plus is import. */
  EXPORT,
  /** Nothing that is known: only the size counts. */
  SIZE
}
