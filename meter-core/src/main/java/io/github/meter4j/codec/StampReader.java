package io.github.meter4j.codec;

import io.github.meter4j.reading.MeterTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * Reads the stamps of meters: {@code YYMMDDhhmmssX} (DSMR 5.0.2, section 6.4) with X one of S and
 * W, the same without X, {@code YYYYMMDD hh:mm:ss}, and twelve bytes of COSEM date-time in
 * hexadecimal. Immutable.
 *
 * <p>S and W are offsets from the meter's standard time, not hints for the rules of a zone: some
 * meters stay on W all summer, and then W means standard time. Where that is not known, the zone's
 * standard time is taken, and without a zone the stamp has no instant. A stamp without a letter
 * gets an instant only where a zone is configured.
 *
 * @param standard the offset of the meter's standard time from UTC, where it is known
 * @param zone the zone whose rules say what a stamp without a letter means, if one is configured
 */
public record StampReader(Optional<ZoneOffset> standard, Optional<ZoneId> zone) {
  private static final int DIGITS = 12;
  private static final int CLOCK = 17;
  private static final int COSEM_DIGITS = 24;
  private static final int DST_STATUS = 0x80;
  private static final int DEVIATION_UNKNOWN = 0x8000;

  /**
   * For a meter whose standard time is known.
   *
   * @param standard its offset from UTC
   * @param zone the zone whose rules say what a stamp without a letter means
   */
  public StampReader(ZoneOffset standard, Optional<ZoneId> zone) {
    this(Optional.of(standard), zone);
  }

  /** Whether a group has the shape of a stamp: digits with an S or W, or a date and time alone. */
  public static boolean isStamp(byte[] bytes, int from, int to) {
    int digits = 0;
    while (from + digits < to && Bytes.isDigit(bytes[from + digits])) {
      digits++;
    }
    int rest = to - from - digits;
    return (rest == 0 && digits == DIGITS)
        || (rest == 1 && digits >= DIGITS && letter(bytes[to - 1]) != 0)
        || (rest == 9 && digits == 8 && isClock(bytes, from));
  }

  /** Eight digits, a blank, and a time of day with its colons: {@code 20240111 09:35:00}. */
  private static boolean isClock(byte[] bytes, int from) {
    for (int i = 8; i < CLOCK; i++) {
      byte b = bytes[from + i];
      boolean good = i == 8 ? b == ' ' : i == 11 || i == 14 ? b == ':' : Bytes.isDigit(b);
      if (!good) {
        return false;
      }
    }
    return true;
  }

  /** Where the parenthesis behind a stamp, or behind nothing, stands; -1 for any other group. */
  public static int endOfStamp(byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == ')') {
      return from;
    }
    int end = from + DIGITS + 1;
    return end < to && bytes[end] == ')' && isStamp(bytes, from, end) ? end : -1;
  }

  /** Whether a group ends in a digit and an S or W: a quick look that spares reading a number. */
  public static boolean endsLikeStamp(byte[] bytes, int from, int to) {
    return to - from > 2 && letter(bytes[to - 1]) != 0 && Bytes.isDigit(bytes[to - 2]);
  }

  private static char letter(byte b) {
    return switch (b) {
      case 'S', 's' -> 'S';
      case 'W', 'w' -> 'W';
      default -> 0;
    };
  }

  /** Reads a range; what is no time keeps its text and has nothing else. */
  public MeterTime read(byte[] bytes, int from, int to) {
    String raw = Bytes.text(bytes, from, to);
    int length = to - from;
    if (length == COSEM_DIGITS) {
      return cosem(raw);
    }
    if (length == CLOCK && isStamp(bytes, from, to) && raw.startsWith("20")) {
      return written(raw, raw.substring(2).replaceAll("[ :]", ""));
    }
    if (length < DIGITS || length > DIGITS + 1 || !isStamp(bytes, from, to)) {
      return MeterTime.unknown(raw);
    }
    Optional<LocalDateTime> local = local(bytes, from);
    if (local.isEmpty()) {
      return MeterTime.unknown(raw);
    }
    if (length == DIGITS) {
      return new MeterTime(raw, local, Optional.empty(), zoned(local.get()));
    }
    boolean dst = letter(bytes[to - 1]) == 'S';
    return stamped(raw, local.get(), dst);
  }

  private MeterTime stamped(String raw, LocalDateTime local, boolean dst) {
    Optional<Instant> instant =
        standardAt(local).map(offset -> local.toInstant(offset).minusSeconds(dst ? 3600 : 0));
    return new MeterTime(raw, Optional.of(local), Optional.of(dst), instant);
  }

  /** The standard time of a zone has changed in history, so it is asked for a time. */
  private Optional<ZoneOffset> standardAt(LocalDateTime local) {
    return standard.or(
        () -> zone.map(at -> at.getRules().getStandardOffset(local.toInstant(ZoneOffset.UTC))));
  }

  /** Date and time from two texts, as meters with 0.9.1 and 0.9.2 send them. */
  public MeterTime read(String date, String time) {
    return written(date + ' ' + time, date + time);
  }

  /** Twelve digits without a letter, however the meter wrote them. */
  private MeterTime written(String raw, String text) {
    byte[] digits = new byte[DIGITS];
    if (text.length() != DIGITS) {
      return MeterTime.unknown(raw);
    }
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = (byte) text.charAt(i);
      if (!Bytes.isDigit(digits[i])) {
        return MeterTime.unknown(raw);
      }
    }
    Optional<LocalDateTime> local = local(digits, 0);
    return new MeterTime(raw, local, Optional.empty(), local.flatMap(this::zoned));
  }

  /** In the hour that a zone repeats the earlier instant counts; one that it skips is no time. */
  private Optional<Instant> zoned(LocalDateTime local) {
    if (zone.isEmpty()) {
      return Optional.empty();
    }
    List<ZoneOffset> offsets = zone.get().getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return Optional.empty();
    }
    ZoneOffsetTransition overlap = zone.get().getRules().getTransition(local);
    ZoneOffset earlier = overlap == null ? offsets.get(0) : overlap.getOffsetBefore();
    return Optional.of(local.toInstant(earlier));
  }

  private static Optional<LocalDateTime> local(byte[] bytes, int at) {
    int year = two(bytes, at);
    int month = two(bytes, at + 2);
    int day = two(bytes, at + 4);
    if (month == 1 && day == 1 && (year == 0 || year == 70)) {
      return Optional.empty(); // a clock that was never set
    }
    return dateTime(
        2000 + year, month, day, two(bytes, at + 6), two(bytes, at + 8), two(bytes, at + 10));
  }

  private static Optional<LocalDateTime> dateTime(
      int year, int month, int day, int hour, int minute, int second) {
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.of(year, month, day, hour, minute, second));
    } catch (DateTimeException e) {
      return Optional.empty(); // the 31st of a month with 30 days
    }
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
  }

  /**
   * COSEM date-time (IEC 62056-6-2, section 4.1.6.1): year, month, day, weekday, hour, minute,
   * second, hundredths, deviation, status. The deviation's sign is sent both ways by meters in the
   * field; all of them stand east of Greenwich, so its size is the offset. It has to agree with the
   * daylight-saving bit of the status, or there is no instant.
   */
  private MeterTime cosem(String raw) {
    int[] octet = new int[COSEM_DIGITS / 2];
    for (int i = 0; i < octet.length; i++) {
      int high = Character.digit(raw.charAt(2 * i), 16);
      int low = Character.digit(raw.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return MeterTime.unknown(raw);
      }
      octet[i] = high << 4 | low;
    }
    int year = octet[0] << 8 | octet[1];
    Optional<LocalDateTime> local =
        year < 2000 || year > 2199
            ? Optional.empty()
            : dateTime(year, octet[2], octet[3], octet[5], octet[6], octet[7]);
    if (local.isEmpty()) {
      return MeterTime.unknown(raw);
    }
    boolean dst = (octet[11] & DST_STATUS) != 0;
    int deviation = octet[9] << 8 | octet[10];
    int seconds = 60 * Math.abs((short) deviation) - (dst ? 3600 : 0);
    boolean agrees =
        deviation == DEVIATION_UNKNOWN
            || standardAt(local.get())
                .filter(known -> known.getTotalSeconds() == seconds)
                .isPresent();
    return agrees
        ? stamped(raw, local.get(), dst)
        : new MeterTime(raw, local, Optional.of(dst), Optional.empty());
  }
}
