package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.MeterTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Date and time in four words (Schneider DOCA0005EN-04, p. 53): the year from 2000 in bits 0 to 6
 * of the first; month, weekday from Sunday and day in the second; summer time, hour, a mark for
 * invalid and minute in the third; milliseconds of the minute in the fourth. A mark for summer that
 * is not set says nothing: meters that do not use it send 0.
 */
final class SchneiderTime {
  private static final int CENTURY = 2000;
  private static final int SUMMER = 0x8000;
  private static final int INVALID = 0x0080;

  private SchneiderTime() {}

  static MeterTime decode(int[] words) {
    String raw = Words.hex(words);
    if ((words[2] & INVALID) != 0) {
      return MeterTime.unknown(raw);
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              CENTURY + (words[0] & 0x7f),
              words[1] >>> 8 & 0x0f,
              words[1] & 0x1f,
              words[2] >>> 8 & 0x1f,
              words[2] & 0x3f,
              words[3] / 1000,
              words[3] % 1000 * 1_000_000);
      Optional<Boolean> summer = (words[2] & SUMMER) != 0 ? Optional.of(true) : Optional.empty();
      return new MeterTime(raw, Optional.of(local), summer, Optional.empty());
    } catch (DateTimeException e) {
      return MeterTime.unknown(raw);
    }
  }

  static int[] encode(LocalDateTime time) {
    int year = time.getYear() - CENTURY;
    if (year < 0 || year > 0x7f) {
      throw new IllegalArgumentException("the year has to be 2000 to 2127: " + time);
    }
    int weekday = time.getDayOfWeek().getValue() % 7 + 1;
    int milliseconds = time.getSecond() * 1000 + time.getNano() / 1_000_000;
    return new int[] {
      year,
      time.getMonthValue() << 8 | weekday << 5 | time.getDayOfMonth(),
      time.getHour() << 8 | time.getMinute(),
      milliseconds
    };
  }
}
