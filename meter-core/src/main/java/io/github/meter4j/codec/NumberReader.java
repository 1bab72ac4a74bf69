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

  private static final int MAX_DIGITS = 18;

  private static final long KWH = pack("kWh");
  private static final long KW = pack("kW");
  private static final long V = pack("V");
  private static final long A = pack("A");
  private static final long M3 = pack("m3");
  private static final long S = pack("s");

  private long unscaled;
  private int scale;
  private @Nullable Unit unit;
  private int unitFrom;
  private int unitTo;

  private static long pack(String symbol) {
    long packed = 0;
    for (int i = 0; i < symbol.length(); i++) {
      packed = packed << 8 | symbol.charAt(i);
    }
    return packed;
  }

  /** Reads a range. */
  public Outcome read(byte[] bytes, int from, int to) {
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

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '%';
  }

  private static @Nullable Unit unitOf(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return Unit.NONE;
    }
    if (length <= 3) {
      long packed = 0;
      for (int i = from; i < to; i++) {
        packed = packed << 8 | bytes[i] & 0xff;
      }
      if (packed == KWH) {
        return Unit.KILOWATT_HOUR;
      } else if (packed == KW) {
        return Unit.KILOWATT;
      } else if (packed == V) {
        return Unit.VOLT;
      } else if (packed == A) {
        return Unit.AMPERE;
      } else if (packed == M3) {
        return Unit.CUBIC_METRE;
      } else if (packed == S) {
        return Unit.SECOND;
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
