package io.github.meter4j.dsmr;

/** What a decoder does about line ends that were changed on the way. */
public enum LineEnds {
  /** The checksum has to match the bytes as they came. */
  EXACT,
  /**
   * When it does not, the checksum may match the telegram with CR LF at the end of each line and
   * one empty line after the identification, which is what the meter sent before a bridge or an
   * editor changed it.
   */
  REPAIR
}
