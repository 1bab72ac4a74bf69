package io.github.meter4j.s0;

import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link PulseCounter} has counted.
 *
 * @param count the pulses
 * @param bounces edges that closed the circuit for too short a time, or opened it so before
 * @param tooFast pulses that were refused since they came sooner than the fastest rate allows
 * @param lostEdges how often the same level was told twice, so that an edge is missing
 * @param interval the time between the beginnings of the last two pulses
 * @param sinceLastPulse the time since the last pulse began
 */
record PulseTally(
    long count,
    long bounces,
    long tooFast,
    long lostEdges,
    Optional<Duration> interval,
    Optional<Duration> sinceLastPulse) {

  /**
   * Everything that was refused.
   *
   * @return bounces and pulses that came too fast
   */
  long rejected() {
    return bounces + tooFast;
  }
}
