package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A long power failure from the meter's log (DSMR 5.0.2, section 6.11). The stamp is its end.
 *
 * @param end when the power came back
 * @param duration how long it lasted; empty where the meter sent the largest number it has, which
 *     means unknown
 */
public record PowerFailure(MeterTime end, Optional<Duration> duration) {

  /**
   * When the power went.
   *
   * @return the instant, if both the end and the duration are known
   */
  public Optional<Instant> start() {
    return end.instant().flatMap(at -> duration.map(at::minus));
  }
}
