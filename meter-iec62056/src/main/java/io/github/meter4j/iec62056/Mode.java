package io.github.meter4j.iec62056;

/** How a meter is made to talk (IEC 62056-21, section 6). */
public enum Mode {
  /** Asked, and answers at the speed of the request. */
  A,
  /** Asked, and changes to a higher speed by itself. */
  B,
  /** Asked, and changes to the speed that is agreed on. */
  C,
  /** Talks by itself. */
  D
}
