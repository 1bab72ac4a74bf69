package io.github.meter4j.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A time as a meter gave it: its own text, what that text says, and the instant where it means one.
 *
 * <p>Meters send fillers such as {@code 632525252525W}, clocks that were never set and dates that
 * do not exist; these keep their text and have no instant. A stamp without a daylight-saving mark
 * has a local time but no instant, unless a zone was configured for the meter; so has any stamp of
 * a meter whose country is not known.
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

  /**
   * Whether this time is certainly later than another one of the same meter.
   *
   * <p>Instants decide, then local times that both say whether daylight saving is active. Local
   * times that do not say so have to be more than an hour apart: one of them may stand in the hour
   * that is repeated in autumn.
   *
   * @param other the time to compare with
   * @return true when it is later; false when it is not, or when the texts do not tell
   */
  public boolean isAfter(MeterTime other) {
    if (instant.isPresent() && other.instant.isPresent()) {
      return instant.get().isAfter(other.instant.get());
    }
    if (local.isEmpty() || other.local.isEmpty()) {
      return false;
    }
    if (daylightSaving.isPresent() && other.daylightSaving.isPresent()) {
      return standard(local.get(), daylightSaving.get())
          .isAfter(standard(other.local.get(), other.daylightSaving.get()));
    }
    return local.get().isAfter(other.local.get().plusHours(1));
  }

  private static LocalDateTime standard(LocalDateTime local, boolean daylightSaving) {
    return daylightSaving ? local.minusHours(1) : local;
  }

  /** The instant if there is one, or the meter's own text in quotes. */
  @Override
  public String toString() {
    return instant.map(Instant::toString).orElse('"' + raw + '"');
  }
}
