package io.github.meter4j.codec;

import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number with its unit from bytes, exactly: {@code 000004.426*kWh}, {@code -063*A}, {@code
 * 00015}. Reusable, for one thread; makes no objects.
 */
public final class NumberReader {
  /** What a text turned out to be. */
  public enum Outcome {
    /** A number with a unit that is known, or without any. */
    NUMBER,
    /** A number whose unit does not follow a {@code *}: non-conformant, but plain. */
    NUMBER_WITHOUT_STAR,
    /** A number with a unit that is not known. */
    UNKNOWN_UNIT,
    /** No digits: nothing, or only a unit. */
    EMPTY,
    /** More digits than can be kept exactly. */
    TOO_LONG,
    /** Something else. */
    NO_NUMBER
  }

  /** The ³ of m³ in ISO 8859-1. */
  private static final byte CUBE = (byte) 0xb3;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_QUICK_DIGITS = 15;

  private static final long ZEROS = 0x3030303030303030L;
  private static final long TO_HIGH_BIT = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int[] POWER_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /** The units that meters send most, found by their text in one step. */
  private static final long[] COMMON_TEXT = new long[256];

  private static final Unit[] COMMON = new Unit[256];

  static {
    Unit[] common = {
      Unit.KILOWATT_HOUR,
      Unit.KILOWATT,
      Unit.VOLT,
      Unit.AMPERE,
      Unit.CUBIC_METRE,
      Unit.SECOND,
      Unit.WATT_HOUR,
      Unit.WATT,
      Unit.KILOVAR_HOUR,
      Unit.KILOVAR,
      Unit.VAR_HOUR,
      Unit.VAR,
      Unit.GIGAJOULE,
      Unit.HERTZ
    };
    for (Unit known : common) {
      long text = pack(known.symbol());
      COMMON_TEXT[slot(text)] = text;
      COMMON[slot(text)] = known;
    }
  }

  private long unscaled;
  private int scale;
  private @Nullable Unit unit;
  private int unitFrom;
  private int unitTo;

  private static long pack(String symbol) {
    long packed = ')'; // the end of the text: a NUL behind it must not look the same
    for (int i = symbol.length() - 1; i >= 0; i--) {
      packed = packed << 8 | symbol.charAt(i);
    }
    return packed;
  }

  /** Reads a range. Behind it, where the array goes on, no digit may stand. */
  public Outcome read(byte[] bytes, int from, int to) {
    return readGroup(bytes, from) == to ? Outcome.NUMBER : readAny(bytes, from, to);
  }

  /**
   * Reads a group of the usual form up to its closing parenthesis: a minus or none, up to fifteen
   * digits, perhaps a point and up to seven more, perhaps a star and a common unit. Eight bytes at
   * a time.
   *
   * @return the place of the parenthesis, or -1 when the group has another form
   */
  public int readGroup(byte[] bytes, int from) {
    if (from + 33 > bytes.length) {
      return -1;
    }
    long x = Bytes.word(bytes, from) ^ ZEROS;
    int digits = count(x);
    long value;
    if (digits == 8) {
      long y = Bytes.word(bytes, from + 8) ^ ZEROS;
      int more = count(y);
      if (more == 8) {
        return -1;
      }
      value = more == 0 ? digits(x) : digits(x) * POWER_OF_TEN[more] + digits(y << 64 - 8 * more);
      digits += more;
    } else if (digits > 0) {
      value = digits(x << 64 - 8 * digits);
    } else {
      return bytes[from] == '-' && Bytes.isDigit(bytes[from + 1]) ? readNegative(bytes, from) : -1;
    }
    int at = from + digits;
    int decimals = 0;
    if (bytes[at] == '.') {
      long y = Bytes.word(bytes, at + 1) ^ ZEROS;
      decimals = count(y);
      if (decimals == 0 || digits + decimals > MAX_QUICK_DIGITS) {
        return -1;
      }
      value = value * POWER_OF_TEN[decimals] + digits(y << 64 - 8 * decimals);
      at += 1 + decimals;
    }
    unscaled = value;
    scale = decimals;
    if (bytes[at] == '*') {
      return commonUnit(bytes, at + 1);
    }
    unit = Unit.NONE;
    unitFrom = at;
    unitTo = at;
    return bytes[at] == ')' ? at : -1;
  }

  private int readNegative(byte[] bytes, int from) {
    int close = readGroup(bytes, from + 1);
    unscaled = -unscaled;
    return close;
  }

  /** How many of eight bytes, less '0', are digits before the first that is none. */
  private static int count(long x) {
    return Long.numberOfTrailingZeros((x + TO_HIGH_BIT | x) & HIGH_BITS) >>> 3;
  }

  /** Eight digits in a word, the first of them lowest; unused bytes before the first are zero. */
  private static long digits(long word) {
    long pairs = word * 10 + (word >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }

  private int commonUnit(byte[] bytes, int from) {
    long text = Bytes.word(bytes, from);
    int length = Bytes.offsetOf(')', text);
    if (length == 8) {
      return -1;
    }
    unit = common(text & -1L >>> 8 * (7 - length));
    unitFrom = from;
    unitTo = from + length;
    return unit == null ? -1 : unitTo;
  }

  private static int slot(long text) {
    return (int) (text * 0x9E3779B97F4A7C15L >>> 56);
  }

  /** A text that shares its slot with another is read the slow way. */
  private static @Nullable Unit common(long text) {
    int slot = slot(text);
    return COMMON_TEXT[slot] == text ? COMMON[slot] : null;
  }

  private Outcome readAny(byte[] bytes, int from, int to) {
    unscaled = 0;
    scale = 0;
    unit = Unit.NONE;
    unitFrom = to;
    unitTo = to;
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    boolean negative = i < to && bytes[i] == '-';
    if (negative || (i < to && bytes[i] == '+')) {
      i++;
    }
    long value = 0;
    int first = i;
    int digit;
    while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      i++;
      if (i - first > MAX_DIGITS && bytes[first] != '0') {
        return Outcome.TOO_LONG; // an identifier, most of the time
      }
    }
    int digits = i - first;
    if (i < to && bytes[i] == '.') {
      int point = i++;
      while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        i++;
      }
      scale = i - point - 1;
      digits += scale;
      if (scale == 0 && digits > 0) {
        return Outcome.NO_NUMBER;
      }
    }
    if (digits > MAX_DIGITS && isTooLong(bytes, first, i)) {
      return Outcome.TOO_LONG;
    }
    unscaled = negative ? -value : value;
    return unit(bytes, i, to, digits == 0);
  }

  /** Leading zeros do not count: failure logs pad to any width. */
  private boolean isTooLong(byte[] bytes, int from, int to) {
    int significant = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] != '.' && (significant > 0 || bytes[i] != '0')) {
        significant++;
      }
    }
    return significant > MAX_DIGITS || scale > MAX_DIGITS;
  }

  private Outcome unit(byte[] bytes, int at, int to, boolean empty) {
    int i = at;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    if (i == to) {
      return empty ? emptyOrSign(bytes, at, to) : Outcome.NUMBER;
    }
    boolean star = bytes[i] == '*';
    if (!star && (empty || !isLetter(bytes[i]))) {
      return Outcome.NO_NUMBER;
    }
    unitFrom = star ? Bytes.trimStart(bytes, i + 1, to) : i;
    unitTo = Bytes.trimEnd(bytes, unitFrom, to);
    if (!star && !isWord(bytes, unitFrom, unitTo)) {
      return Outcome.NO_NUMBER;
    }
    if (empty) {
      return Outcome.EMPTY;
    }
    unit = unitOf(bytes, unitFrom, unitTo);
    if (unit == null) {
      return Outcome.UNKNOWN_UNIT;
    }
    return star ? Outcome.NUMBER : Outcome.NUMBER_WITHOUT_STAR;
  }

  private static Outcome emptyOrSign(byte[] bytes, int at, int to) {
    return at > 0 && (bytes[at - 1] == '-' || bytes[at - 1] == '+' || bytes[at - 1] == '.')
        ? Outcome.NO_NUMBER
        : Outcome.EMPTY;
  }

  private static boolean isWord(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isLetter(bytes[i]) && !Bytes.isDigit(bytes[i]) && bytes[i] != CUBE) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '%';
  }

  private static @Nullable Unit unitOf(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return Unit.NONE;
    }
    if (length < 8) {
      long packed = ')';
      for (int i = to - 1; i >= from; i--) {
        packed = packed << 8 | bytes[i] & 0xff;
      }
      Unit known = common(packed);
      if (known != null) {
        return known;
      }
    }
    return length > 8 ? null : Unit.parse(Bytes.text(bytes, from, to)).orElse(null);
  }

  /** The digits as an integer. */
  public long unscaled() {
    return unscaled;
  }

  /** How many of the digits are decimals. */
  public int scale() {
    return scale;
  }

  /** The unit, {@link Unit#NONE} where there is none, or null where it is not known. */
  public @Nullable Unit unit() {
    return unit;
  }

  /** The text of the unit as sent. */
  public String unitText(byte[] bytes) {
    return Bytes.text(bytes, unitFrom, unitTo);
  }

  /** The number in the unit that was sent with it. */
  public Quantity quantity() {
    Unit known = unit;
    if (known == null) {
      throw new IllegalStateException("a number of an unknown unit is no quantity");
    }
    return new Quantity(unscaled, scale, known);
  }

  /** The number in a unit that was sent apart from it. */
  public Quantity quantity(Unit other) {
    return new Quantity(unscaled, scale, other);
  }
}
