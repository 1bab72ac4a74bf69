package io.github.meter4j.dsmr;

import io.github.meter4j.codec.NumberVisitor;

/** Reaches what no user sees: every number of a reading, without an object for any of them. */
public final class EveryNumber {
  private EveryNumber() {}

  /** Visits the numbers in the order sent. */
  public static void visit(DsmrTelegram reading, NumberVisitor visitor) {
    reading.numbers(visitor);
  }
}
