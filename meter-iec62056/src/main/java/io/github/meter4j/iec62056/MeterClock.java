package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.reading.MeterTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Reads the times of a readout. They say no zone: without one that was given they are local times
 * only, but for those in UTC.
 *
 * <p>A digit before the date tells the season (VDEW): 0 standard time, 1 daylight saving time, 2
 * UTC. It decides in the hour that a zone repeats and in the one that it skips. Elsewhere the rules
 * of the zone decide, since there are meters that print 0 all year.
 */
final class MeterClock {
  private static final int DATE = 6;
  private static final int TIME_WITHOUT_SECONDS = 4;
  private static final int DATE_WITH_SEASON = 7;
  private static final int DATE_WITH_CENTURY = 8;
  private static final int MINUTE_STAMP = 10;
  private static final int SECOND_STAMP = 12;
  private static final int STAMP_WITH_CENTURY = 14;
  private static final char NO_SEASON = 0;
  private static final char STANDARD = '0';
  private static final char DAYLIGHT_SAVING = '1';
  private static final char UTC = '2';

  private final Optional<ZoneId> zone;
  private final StampReader stamps;

  MeterClock(Optional<ZoneId> zone) {
    this.zone = zone;
    this.stamps = new StampReader(ZoneOffset.UTC, zone);
  }

  /** {@code 0.9.2} and {@code 0.9.1} together; of a meter of heat or cold {@code 9.36}. */
  Optional<MeterTime> read(ReadingObjects objects) {
    Optional<String> date = objects.text(0, 9, 2);
    Optional<String> time = objects.text(0, 9, 1);
    if (date.isEmpty() || time.isEmpty()) {
      return heatClock(objects, Medium.HEAT)
          .or(() -> heatClock(objects, Medium.COOLING))
          .map(text -> stamp(text).orElse(MeterTime.unknown(text)));
    }
    return Optional.of(read(date.get(), time.get()));
  }

  private static Optional<String> heatClock(ReadingObjects objects, Medium medium) {
    return objects.text(medium.code(), 0, 9, 36, 0);
  }

  private MeterTime read(String date, String time) {
    String raw = date + ' ' + time;
    String day = digits(date);
    String hour = digits(time);
    char season = NO_SEASON;
    if (day.length() == DATE_WITH_SEASON) {
      season = day.charAt(0);
      day = day.substring(1);
    } else if (day.length() == DATE_WITH_CENTURY) {
      day = day.substring(2);
    }
    if (hour.length() == DATE_WITH_SEASON) {
      season = hour.charAt(0);
      hour = hour.substring(1);
    } else if (hour.length() == TIME_WITHOUT_SECONDS) {
      hour = hour + "00";
    }
    return day.length() == DATE ? read(raw, season, day, hour) : MeterTime.unknown(raw);
  }

  /**
   * {@code YYMMDDhhmm} or {@code YYMMDDhhmmss}, with or without separators, with or without a
   * century, a season before it, or S or W behind it; empty for no time.
   */
  Optional<MeterTime> stamp(String text) {
    int last = text.length() - 1;
    char letter = last > 0 ? text.charAt(last) : 0;
    boolean lettered = letter == 'S' || letter == 'W';
    String digits = digits(lettered ? text.substring(0, last) : text);
    char season = letter == 'S' ? DAYLIGHT_SAVING : letter == 'W' ? STANDARD : NO_SEASON;
    boolean century = digits.length() == STAMP_WITH_CENTURY || text.indexOf('-') == 4;
    if (century && digits.length() >= SECOND_STAMP) {
      digits = digits.substring(2);
    }
    if (!lettered && (digits.length() == MINUTE_STAMP + 1 || digits.length() == SECOND_STAMP + 1)) {
      season = digits.charAt(0);
      digits = digits.substring(1);
    }
    if (digits.length() == MINUTE_STAMP) {
      digits = digits + "00";
    }
    return digits.length() == SECOND_STAMP
        ? Optional.of(read(text, season, digits.substring(0, DATE), digits.substring(DATE)))
        : Optional.empty();
  }

  private MeterTime read(String raw, char season, String date, String time) {
    MeterTime read = stamps.read(date, time);
    Optional<LocalDateTime> local = read.local();
    if (local.isEmpty() || season > UTC) {
      return MeterTime.unknown(raw);
    }
    if (season == NO_SEASON) {
      return new MeterTime(raw, local, Optional.empty(), read.instant());
    }
    if (season == UTC) {
      Instant instant = local.get().toInstant(ZoneOffset.UTC);
      return new MeterTime(raw, local, Optional.empty(), Optional.of(instant));
    }
    boolean saving = season == DAYLIGHT_SAVING;
    Optional<ZoneRules> rules = zone.map(ZoneId::getRules);
    Optional<Instant> instant = rules.map(known -> instant(known, local.get(), saving));
    boolean contradicted =
        instant.isPresent() && rules.orElseThrow().isDaylightSavings(instant.get()) != saving;
    return new MeterTime(
        raw, local, contradicted ? Optional.empty() : Optional.of(saving), instant);
  }

  private static Instant instant(ZoneRules rules, LocalDateTime local, boolean saving) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.size() == 1) {
      return local.toInstant(offsets.get(0));
    }
    ZoneOffsetTransition transition = rules.getTransition(local);
    boolean before = transition.isOverlap() == saving;
    return local.toInstant(before ? transition.getOffsetBefore() : transition.getOffsetAfter());
  }

  /** The digits of a text that holds nothing else but separators; otherwise nothing. */
  private static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      if (ch < 0x80 && Bytes.isDigit((byte) ch)) {
        digits.append(ch);
      } else if ("-:. &".indexOf(ch) < 0) {
        return "";
      }
    }
    return digits.toString();
  }
}
