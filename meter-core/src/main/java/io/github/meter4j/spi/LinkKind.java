package io.github.meter4j.spi;

/** What a link is, as far as a driver or a reader has to know. */
public enum LinkKind {
  /** A serial port of this machine. Several meters may share it. */
  SERIAL,
  /**
   * A connection to another host. Several meters may share it, and it can be dead without a sign of
   * it. Its targets are written with two slashes in front.
   */
  NETWORK,
  /** A file, which holds what was sent before it was opened. */
  FILE,
  /** Something within this program, such as bytes in memory or a simulated meter. */
  MEMORY,
  /** Pins of this machine, which give pulses. */
  PINS
}
