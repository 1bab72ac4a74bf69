package io.github.meter4j.simulator;

import java.time.Instant;

/**
 * A meter that sends by itself, second by second. Its time moves only when it is told to, and never
 * back. For one thread.
 */
public interface SimulatedMeter {

  /**
   * Lives for a second.
   *
   * @return the bytes that it sends in that second, which may be none
   */
  byte[] next();

  /**
   * Lives up to a second without sending anything.
   *
   * @param at the time; fractions of a second are left out
   * @throws IllegalArgumentException when the time has passed already
   */
  void skipTo(Instant at);

  /**
   * The second up to which it has lived.
   *
   * @return the time
   */
  Instant now();
}
