package io.github.meter4j.reading;

/** How far the bytes of a reading are known to be those that the meter sent. */
public enum Integrity {
  /** A checksum or an authentication tag was sent and it matches. */
  VERIFIED,
  /** The meter sends nothing to check by, as DSMR 2.2 and 3.0 and IEC 62056-21 mode D do. */
  ABSENT,
  /** There was something to check by, or there should have been, and the user chose not to. */
  UNCHECKED
}
