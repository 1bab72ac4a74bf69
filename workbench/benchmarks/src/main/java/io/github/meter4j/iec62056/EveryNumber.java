package io.github.meter4j.iec62056;

import io.github.meter4j.codec.NumberVisitor;

/** Reaches what no user sees: every number of a reading, without an object for any of them. */
public final class EveryNumber {
  private EveryNumber() {}

  /** Visits the numbers in the order sent. */
  public static void visit(D0Readout reading, NumberVisitor visitor) {
    reading.numbers(visitor);
  }
}
