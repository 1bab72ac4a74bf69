package io.github.meter4j.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A time as a meter gave it: its own text, what that text says, and the instant where it means one.
 *
 * <p>Meters send fillers such as {@code 632525252525W}, clocks that were never set and dates that
 * do not exist; these keep their text and have no instant. A stamp without a daylight-saving mark
 * has a local time but no instant, unless a zone was configured for the meter.
 *
 * @param raw the text as sent
 * @param local the local date and time that the text states, if it states one
 * @param daylightSaving whether the meter says that daylight saving is active, if it says so
 * @param instant the point in time, if the text determines one
 */
public record MeterTime(
    String raw,
    Optional<LocalDateTime> local,
    Optional<Boolean> daylightSaving,
    Optional<Instant> instant) {

  /**
   * A text that means no time.
   *
   * @param raw the text as sent
   * @return a meter time with nothing but its text
   */
  public static MeterTime unknown(String raw) {
    return new MeterTime(raw, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The instant if there is one, or the meter's own text in quotes. */
  @Override
  public String toString() {
    return instant.map(Instant::toString).orElse('"' + raw + '"');
  }
}
