package io.github.meter4j.reading;

import java.util.Optional;

/**
 * An OBIS code, the name of a value in the world of IEC 62056-6-1: {@code A-B:C.D.E} with an
 * optional sixth group, as in {@code 1-0:1.8.1}. A historic value that was stored because somebody
 * reset the meter by hand has {@code &} before its sixth group, and is another one than that with
 * {@code *} (IEC 62056-61, table A.1).
 *
 * @param a medium: 0 abstract, 1 electricity, 7 gas, 8 cold water; 0 to 255
 * @param b channel; 0 to 255
 * @param c quantity; 0 to 255
 * @param d processing; 0 to 255
 * @param e tariff or further classification; 0 to 255
 * @param f historic value, or {@value #NO_HISTORY} for the current one; 0 to 255
 * @param byHand whether a historic value was stored by a reset by hand; false for a current one
 */
public record Obis(int a, int b, int c, int d, int e, int f, boolean byHand) {
  /** The sixth group of a current value. */
  public static final int NO_HISTORY = 255;

  /**
   * Checks the ranges.
   *
   * @param a medium: 0 abstract, 1 electricity, 7 gas, 8 cold water; 0 to 255
   * @param b channel; 0 to 255
   * @param c quantity; 0 to 255
   * @param d processing; 0 to 255
   * @param e tariff or further classification; 0 to 255
   * @param f historic value, or {@value #NO_HISTORY} for the current one; 0 to 255
   * @param byHand whether a historic value was stored by a reset by hand; ignored for a current one
   * @throws IllegalArgumentException when a group is outside 0 to 255
   */
  public Obis {
    byHand &= f != NO_HISTORY;
    if (((a | b | c | d | e | f) & ~255) != 0) {
      throw new IllegalArgumentException(
          "an OBIS group is outside 0 to 255: " + text(a, b, c, d, e, f, byHand));
    }
  }

  /**
   * A code whose historic value, if it is one, was not stored by hand.
   *
   * @param a medium; 0 to 255
   * @param b channel; 0 to 255
   * @param c quantity; 0 to 255
   * @param d processing; 0 to 255
   * @param e tariff or further classification; 0 to 255
   * @param f historic value, or {@value #NO_HISTORY} for the current one; 0 to 255
   * @throws IllegalArgumentException when a group is outside 0 to 255
   */
  public Obis(int a, int b, int c, int d, int e, int f) {
    this(a, b, c, d, e, f, false);
  }

  /**
   * The code of a current value.
   *
   * @param a medium
   * @param b channel
   * @param c quantity
   * @param d processing
   * @param e tariff
   * @return the code
   */
  public static Obis of(int a, int b, int c, int d, int e) {
    return new Obis(a, b, c, d, e, NO_HISTORY);
  }

  /**
   * Reads a full code: {@code 1-0:1.8.1}, {@code 1-0:1.8.1*255}, {@code 1-0:1.8.1.255} or {@code
   * 1-0:1.8.1&12}.
   *
   * @param text the code
   * @return the code
   * @throws IllegalArgumentException when the text is no OBIS code
   */
  public static Obis parse(String text) {
    return tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an OBIS code: \"" + text + '"'));
  }

  /**
   * Reads a code as {@link #parse} does.
   *
   * @param text the text that may be a code
   * @return the code, or empty when the text is none
   */
  public static Optional<Obis> tryParse(String text) {
    int[] group = new int[6];
    group[5] = NO_HISTORY;
    int count = 0;
    int value = -1;
    boolean byHand = false;
    for (int i = 0; i <= text.length(); i++) {
      char ch = i < text.length() ? text.charAt(i) : '\0';
      if (ch >= '0' && ch <= '9') {
        value = (value < 0 ? 0 : value) * 10 + ch - '0';
        if (value > 255) {
          return Optional.empty();
        }
        continue;
      }
      if (value < 0 || count == 6 || (i < text.length() && !separates(ch, count))) {
        return Optional.empty();
      }
      byHand |= ch == '&';
      group[count++] = value;
      value = -1;
    }
    if (count < 5) {
      return Optional.empty();
    }
    return Optional.of(
        new Obis(group[0], group[1], group[2], group[3], group[4], group[5], byHand));
  }

  /** Colon for a dot is a slip of printed standards that meters copied: DSMR 4.0.4 6.12. */
  private static boolean separates(char ch, int groupsBefore) {
    return switch (groupsBefore) {
      case 0 -> ch == '-';
      case 1 -> ch == ':';
      case 2, 3 -> ch == '.' || ch == ':';
      case 4 -> ch == '*' || ch == '.' || ch == '&';
      default -> false;
    };
  }

  private static String text(int a, int b, int c, int d, int e, int f, boolean byHand) {
    String text = a + "-" + b + ':' + c + '.' + d + '.' + e;
    return f == NO_HISTORY ? text : text + (byHand ? '&' : '*') + f;
  }

  /** The code as meters write it: {@code 1-0:1.8.1}, {@code 1-0:1.8.1*12}. */
  @Override
  public String toString() {
    return text(a, b, c, d, e, f, byHand);
  }
}
