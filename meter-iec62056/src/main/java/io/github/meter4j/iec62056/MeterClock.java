package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.reading.MeterTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads the times of a readout. None of them says its zone: without one that was given they are
 * local times only.
 */
final class MeterClock {
  private static final int DATE = 6;
  private static final int DATE_WITH_SEASON = 7;
  private static final int DATE_WITH_CENTURY = 8;
  private static final int MINUTE_STAMP = 10;
  private static final int SECOND_STAMP = 12;

  private final StampReader stamps;

  MeterClock(Optional<ZoneId> zone) {
    this.stamps = new StampReader(ZoneOffset.UTC, zone);
  }

  /** {@code 0.9.2} and {@code 0.9.1} together. */
  Optional<MeterTime> read(ReadingObjects objects) {
    Optional<String> date = objects.text(0, 9, 2);
    Optional<String> time = objects.text(0, 9, 1);
    return date.flatMap(day -> time.map(hour -> read(day, hour)));
  }

  private MeterTime read(String date, String time) {
    String raw = date + ' ' + time;
    String digits = digits(date);
    if (digits.length() == DATE_WITH_SEASON && digits.charAt(0) < '2') {
      digits = digits.substring(1); // 0 is standard time, 1 daylight saving time
    } else if (digits.length() == DATE_WITH_CENTURY) {
      digits = digits.substring(2);
    }
    return digits.length() == DATE ? named(raw, stamps.read(digits, digits(time))) : unknown(raw);
  }

  /** {@code YYMMDDhhmm} or {@code YYMMDDhhmmss}, with or without separators; empty for no time. */
  Optional<MeterTime> stamp(String text) {
    String digits = digits(text);
    if (digits.length() == MINUTE_STAMP) {
      digits = digits + "00";
    }
    return digits.length() == SECOND_STAMP
        ? Optional.of(named(text, stamps.read(digits.substring(0, DATE), digits.substring(DATE))))
        : Optional.empty();
  }

  private static MeterTime unknown(String raw) {
    return MeterTime.unknown(raw);
  }

  private static MeterTime named(String raw, MeterTime time) {
    return new MeterTime(raw, time.local(), time.daylightSaving(), time.instant());
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
