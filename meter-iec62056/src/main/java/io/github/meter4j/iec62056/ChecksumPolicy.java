package io.github.meter4j.iec62056;

/** What a decoder does about the block check of a readout. */
public enum ChecksumPolicy {
  /** A check that is there has to match, and a meter that once sent one has to send it always. */
  AUTO,
  /** Only readouts with a right check are delivered: none of a meter that pushes (mode D). */
  REQUIRE,
  /** The check is not looked at. */
  IGNORE
}
