package io.github.meter4j.reading;

import java.time.Instant;
import java.util.Optional;

/**
 * How good a count of pulses is.
 *
 * @param since when the count was 0: when it was set by the meter's display, or counting began
 * @param kept whether the count is kept in a file; otherwise it began with 0 at {@code since}, when
 *     the input was opened
 * @param gaps how often pulses may have been missed since then
 * @param lastGap the last of these times, empty where there was none
 * @param rejected how many pulses were refused since the input was opened: too short or too fast
 * @param problem why the count cannot be saved at this time, empty where it can
 */
public record PulseQuality(
    Instant since,
    boolean kept,
    long gaps,
    Optional<PulseGap> lastGap,
    long rejected,
    Optional<String> problem) {

  /**
   * Whether pulses may be missing, so that the count says "at least".
   *
   * @return true when counting was interrupted since the count was 0
   */
  public boolean isAtLeast() {
    return gaps > 0;
  }
}
