package io.github.meter4j.simulator;

import java.time.Instant;

/** A meter that talks by itself and whose time only moves forward. For one thread. */
public interface SimulatedMeter {

  /**
   * Everything that it sends in the next second.
   *
   * @return the bytes, which may be none
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
