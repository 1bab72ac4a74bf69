package io.github.meter4j.iec62056;

/** How a meter is made to send (IEC 62056-21, section 6). */
public enum Mode {
  /** Polled, and replies at the speed of the request. */
  A,
  /** Polled, and changes to a higher speed by itself. */
  B,
  /** Polled, and changes to the speed that is agreed on. */
  C,
  /** Sends by itself. */
  D
}
