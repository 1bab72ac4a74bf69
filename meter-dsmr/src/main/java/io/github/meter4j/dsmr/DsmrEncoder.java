package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes P1 telegrams, for simulators and tests: the counterpart of {@link Dsmr#decode(byte[])}.
 * Objects stand in the telegram in the order in which they are added; nothing checks that a meter
 * would send them.
 *
 * <pre>{@code
 * byte[] telegram =
 *     DsmrEncoder.of("ABC5\\2MTR")
 *         .number("1-0:1.8.1", Quantity.of("123.456", Unit.KILOWATT_HOUR), 9, 3)
 *         .encode();
 * }</pre>
 *
 * <p>Characters are those of ISO 8859-1. For one thread.
 */
public final class DsmrEncoder {
  private static final String LINE_END = "\r\n";
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;

  private final StringBuilder text = new StringBuilder(2048);
  private boolean hasObject;

  private DsmrEncoder(String ident) {
    text.append('/').append(ident).append(LINE_END).append(LINE_END);
  }

  /**
   * A telegram without objects.
   *
   * @param ident the identification without its leading slash: three letters of the maker, the
   *     character for the speed, the meter's own text, as in {@code ISk5\2MT382-1000}
   * @return an encoder to add objects to
   * @throws IllegalArgumentException when the text is empty, starts with a slash or does not print
   */
  public static DsmrEncoder of(String ident) {
    if (ident.isBlank() || ident.charAt(0) == '/') {
      throw new IllegalArgumentException(
          "an identification starts with three letters, without a slash: \"" + ident + '"');
    }
    requirePrintable(ident);
    return new DsmrEncoder(ident);
  }

  /**
   * Adds an object: its code and its groups as text.
   *
   * @param id the code, as in {@code 1-0:1.8.1}
   * @param groups the text of each group without its parentheses; an empty text makes {@code ()}
   * @return this encoder
   * @throws IllegalArgumentException when the code is none, there is no group, or a group could not
   *     be read back: control characters, parentheses that do not match
   */
  public DsmrEncoder object(String id, String... groups) {
    requireCode(id);
    if (groups.length == 0) {
      throw new IllegalArgumentException("an object has at least one group, even an empty one");
    }
    requireReadable(groups);
    hasObject = true;
    text.append(id);
    return append(groups);
  }

  /**
   * Adds a line of groups below an object, as DSMR 3.0, section 5.12, has it: the values of {@code
   * 0-n:24.3.0} stand under their header line. They read back as further groups of the object.
   *
   * @param groups the text of each group without its parentheses
   * @return this encoder
   * @throws IllegalArgumentException when there is no group or one could not be read back
   * @throws IllegalStateException when there is no object above
   */
  public DsmrEncoder below(String... groups) {
    if (!hasObject) {
      throw new IllegalStateException("there is no object above");
    }
    if (groups.length == 0) {
      throw new IllegalArgumentException("a line has at least one group");
    }
    requireReadable(groups);
    return append(groups);
  }

  private DsmrEncoder append(String... groups) {
    for (String group : groups) {
      text.append('(').append(group).append(')');
    }
    text.append(LINE_END);
    return this;
  }

  /**
   * Adds a register: {@code 1-0:1.8.1(000123.456*kWh)}.
   *
   * @param id the code
   * @param value the value with its unit
   * @param digits how many digits are sent, see {@link #fixed}
   * @param decimals how many of them stand behind the point
   * @return this encoder
   * @throws IllegalArgumentException when the code is none or the value does not fit
   */
  public DsmrEncoder number(String id, Quantity value, int digits, int decimals) {
    return object(id, fixed(value, digits, decimals));
  }

  /**
   * Adds a register with the time of its value, as peaks and devices on the M-Bus have it: {@code
   * 0-1:24.2.1(240115134000W)(12785.123*m3)}.
   *
   * @param id the code
   * @param stamp the time, see {@link #stamp}
   * @param value the value with its unit
   * @param digits how many digits are sent, see {@link #fixed}
   * @param decimals how many of them stand behind the point
   * @return this encoder
   * @throws IllegalArgumentException when the code is none or the value does not fit
   */
  public DsmrEncoder timed(String id, String stamp, Quantity value, int digits, int decimals) {
    return object(id, stamp, fixed(value, digits, decimals));
  }

  /**
   * Adds a text in hexadecimal digits, as identifiers and messages are sent.
   *
   * @param id the code
   * @param plain the text that stands behind the digits, see {@link #hex}
   * @return this encoder
   * @throws IllegalArgumentException when the code is none or a character is not of ISO 8859-1
   */
  public DsmrEncoder text(String id, String plain) {
    return object(id, hex(plain));
  }

  /**
   * A number of the form that DSMR 5.0.2, section 6.4, calls {@code Fn(x,x)}, with its unit:
   * F9(3,3) of 123.456 kWh is {@code 000123.456*kWh}. A minus sign comes before the digits and is
   * not one.
   *
   * @param value the value; keeps its unit
   * @param digits how many digits in all, 1 to 18, of which at least one stands before the point
   * @param decimals how many of them stand behind the point; 0 for no point at all
   * @return the text of a group
   * @throws IllegalArgumentException when the value has more digits before or behind the point
   */
  public static String fixed(Quantity value, int digits, int decimals) {
    if (decimals < 0 || digits <= decimals || digits > Quantity.MAX_SCALE) {
      throw new IllegalArgumentException("no such form: F" + digits + '(' + decimals + ')');
    }
    String number = unsigned(value, digits, decimals);
    StringBuilder group = new StringBuilder(digits + 8);
    if (value.unscaled() < 0) {
      group.append('-');
    }
    group.append("0".repeat(digits - number.length())).append(number);
    if (decimals > 0) {
      group.insert(group.length() - decimals, '.');
    }
    if (value.unit() != Unit.NONE) {
      group.append('*').append(value.unit().symbol());
    }
    return group.toString();
  }

  /** The digits without sign, point and leading zeros. */
  private static String unsigned(Quantity value, int digits, int decimals) {
    BigDecimal shifted = value.toBigDecimal().abs().movePointRight(decimals);
    String number;
    try {
      number = shifted.toBigIntegerExact().toString();
    } catch (ArithmeticException e) {
      throw misfit(value, digits, decimals, e);
    }
    if (number.length() > digits) {
      throw misfit(value, digits, decimals, null);
    }
    return number;
  }

  private static IllegalArgumentException misfit(
      Quantity value, int digits, int decimals, @org.jspecify.annotations.Nullable Throwable why) {
    String form = "F" + digits + '(' + decimals + ',' + decimals + ')';
    return new IllegalArgumentException(value + " does not fit in " + form, why);
  }

  /**
   * A time: {@code YYMMDDhhmmssX} (DSMR 5.0.2, section 6.4). Fractions of a second are left out.
   *
   * @param at the time
   * @param daylightSaving whether the meter's clock is an hour ahead of its standard time; S or W
   * @param standard the offset of the meter's standard time from UTC
   * @return the text of a group
   * @throws IllegalArgumentException when the year is not one of 2000 to 2099
   */
  public static String stamp(Instant at, boolean daylightSaving, ZoneOffset standard) {
    LocalDateTime local = local(at, standard.getTotalSeconds() + (daylightSaving ? 3600 : 0));
    int year = local.getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException("a stamp has a year from 2000 to 2099, not " + year);
    }
    StringBuilder group = new StringBuilder(13);
    two(group, year - FIRST_YEAR);
    two(group, local.getMonthValue());
    two(group, local.getDayOfMonth());
    two(group, local.getHour());
    two(group, local.getMinute());
    two(group, local.getSecond());
    return group.append(daylightSaving ? 'S' : 'W').toString();
  }

  private static LocalDateTime local(Instant at, int offset) {
    try {
      return LocalDateTime.ofEpochSecond(at.getEpochSecond() + offset, 0, ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time for a stamp: " + at, e);
    }
  }

  private static void two(StringBuilder group, int value) {
    group.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  /**
   * A text in hexadecimal digits, two for each character.
   *
   * @param plain the text
   * @return the text of a group
   * @throws IllegalArgumentException when a character is not of ISO 8859-1
   */
  public static String hex(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) > 0xff) {
        throw new IllegalArgumentException("not of ISO 8859-1: '" + plain.charAt(i) + '\'');
      }
    }
    byte[] bytes = plain.getBytes(StandardCharsets.ISO_8859_1);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /**
   * The telegram with its checksum, as DSMR 4.0 and later have it.
   *
   * @return the bytes from the slash to the end of the last line
   */
  public byte[] encode() {
    byte[] telegram = (text + "!0000" + LINE_END).getBytes(StandardCharsets.ISO_8859_1);
    int mark = text.length();
    int crc = Crc16.arc(telegram, 0, mark + 1);
    for (int digit = 0; digit < 4; digit++) {
      int nibble = crc >>> (12 - 4 * digit) & 15;
      telegram[mark + 1 + digit] = (byte) (nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
    }
    return telegram;
  }

  /**
   * The telegram without a checksum, as DSMR 2.2 and 3.0 have it.
   *
   * @return the bytes from the slash to the end of the last line
   */
  public byte[] encodeWithoutChecksum() {
    return (text + "!" + LINE_END).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The telegram with its checksum in an encrypted frame (Luxmetering P1 1.1.3, section 3.2.5). No
   * two telegrams may have the same key, title and counter.
   *
   * @param key the customer key; without an authentication key in it, that of Luxembourg is used
   * @param systemTitle eight bytes that name the meter, of which three are the maker's letters
   * @param frameCounter one more in each telegram; taken as unsigned
   * @return the bytes of the frame
   * @throws IllegalArgumentException when the title is none or the telegram is too long for a frame
   */
  public byte[] encrypt(DsmrKey key, byte[] systemTitle, int frameCounter) {
    return Encryption.seal(encode(), key, systemTitle, frameCounter);
  }

  private static void requireCode(String id) {
    boolean separated = false;
    for (int i = 0; i < id.length(); i++) {
      char ch = id.charAt(i);
      if ("0123456789.:-*&#".indexOf(ch) < 0 && !isLetter(ch)) {
        throw new IllegalArgumentException("not a code: \"" + id + '"');
      }
      separated |= ch == '.' || ch == ':';
    }
    if (!separated) {
      throw new IllegalArgumentException("not a code: \"" + id + '"');
    }
  }

  private static boolean isLetter(char ch) {
    return (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
  }

  private static void requireReadable(String... groups) {
    for (String group : groups) {
      requirePrintable(group);
      requireBalanced(group);
    }
  }

  private static void requireBalanced(String group) {
    int depth = 0;
    for (int i = 0; i < group.length() && depth >= 0; i++) {
      depth += group.charAt(i) == '(' ? 1 : group.charAt(i) == ')' ? -1 : 0;
    }
    if (depth != 0) {
      throw new IllegalArgumentException("parentheses that do not match: \"" + group + '"');
    }
  }

  private static void requirePrintable(String part) {
    for (int i = 0; i < part.length(); i++) {
      char ch = part.charAt(i);
      if (ch < ' ' || ch == 0x7f || ch > 0xff) {
        String code = Integer.toHexString(ch).toUpperCase(Locale.ROOT);
        throw new IllegalArgumentException("a character that cannot be sent: U+" + code);
      }
    }
  }

  /** The telegram so far, up to and with its end mark. */
  @Override
  public String toString() {
    return text + "!";
  }
}
