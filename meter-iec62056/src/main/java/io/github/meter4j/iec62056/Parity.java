package io.github.meter4j.iec62056;

/**
 * What is done about bit 7. Readouts are text of seven bits; a port that cannot be set to 7E1 shows
 * the even parity bit of each character as bit 7.
 */
public enum Parity {
  /** Where a frame carries parity bits they are checked, where it carries none they are not. */
  AUTO,
  /** Every character has to have even parity; what is written to the meter has it too. */
  CHECK,
  /** Bit 7 is dropped unseen. */
  IGNORE
}
