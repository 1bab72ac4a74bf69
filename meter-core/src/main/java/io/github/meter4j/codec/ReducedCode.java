package io.github.meter4j.codec;

import io.github.meter4j.reading.Obis;
import java.util.Optional;

/**
 * The codes of IEC 62056-21 readouts (OBIS, table A.1): {@code [A-][B:]C.D[.E][*F]}. Groups C and D
 * may be letters: C is 96, F 97, L 98 and P 99; {@code F} alone and {@code FF} stand for {@code
 * F.F}. Without A the code is one of the medium of its meter; without E it is the total, E = 0;
 * {@code &} before F is a reset by hand.
 */
public final class ReducedCode {
  private static final int LETTER_C = 96;
  private static final int LETTER_F = 97;
  private static final int LETTER_L = 98;
  private static final int LETTER_P = 99;
  private static final int NONE = -1;

  private final byte[] bytes;
  private final int to;
  private final int medium;
  private int at;
  private char end;

  private ReducedCode(byte[] bytes, int from, int to, int medium) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.medium = medium;
  }

  /**
   * Where the identifier starts that ends at a place: behind the last blank where that makes it a
   * code, since then what stands before the blank is no part of it; otherwise with the text.
   */
  static int start(byte[] bytes, int from, int to) {
    int blank = to - 1;
    while (blank > from && bytes[blank] != ' ') {
      blank--;
    }
    boolean behind = blank > from && parse(bytes, blank + 1, to, 1).isPresent();
    return behind ? blank + 1 : from;
  }

  /** Whether a byte may stand in the identifier of a data set: text but for four characters. */
  static boolean isText(byte b) {
    return b >= ' ' && b <= '~' && b != '(' && b != ')' && b != '/' && b != '!';
  }

  /** Whether a byte may stand in a code. */
  static boolean isPart(byte b) {
    return Bytes.isDigit(b)
        || (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || b == '.'
        || b == ':'
        || b == '-'
        || b == '*'
        || b == '&'
        || b == '#';
  }

  /**
   * The code in a range, or empty when it is none.
   *
   * @param medium group A of a code that has none
   */
  public static Optional<Obis> parse(byte[] bytes, int from, int to, int medium) {
    int length = to - from;
    if ((length == 1 || length == 2) && bytes[from] == 'F' && bytes[to - 1] == 'F') {
      return Optional.of(Obis.of(medium, 0, LETTER_F, LETTER_F, 0));
    }
    return new ReducedCode(bytes, from, to, medium).read();
  }

  private Optional<Obis> read() {
    int a = medium;
    int b = 0;
    int group = next();
    if (end == '-') {
      a = group;
      group = next();
    }
    if (end == ':') {
      b = group;
      group = next();
    }
    int c = group;
    int d = end == '.' ? next() : NONE;
    int e = end == '.' && d != NONE ? next() : 0;
    int f = Obis.NO_HISTORY;
    boolean byHand = end == '&';
    if (end == '*' || end == '&' || end == '#' || end == '.') {
      f = next();
    }
    boolean whole = end == 0 && (a | b | c | d | e | f) >= 0;
    return whole ? Optional.of(new Obis(a, b, c, d, e, f, byHand)) : Optional.empty();
  }

  /** Reads a group and the separator behind it; 0 stands for the end of the code. */
  private int next() {
    int value = letter();
    if (value == NONE) {
      int start = at;
      int digits = 0;
      while (at < to && Bytes.isDigit(bytes[at]) && at - start < 3) {
        digits = digits * 10 + bytes[at] - '0';
        at++;
      }
      value = at > start && digits <= 255 ? digits : NONE;
    }
    end = at < to ? (char) (bytes[at++] & 0xff) : 0;
    return value;
  }

  private int letter() {
    int value =
        at >= to
            ? NONE
            : switch (bytes[at]) {
              case 'C' -> LETTER_C;
              case 'F' -> LETTER_F;
              case 'L' -> LETTER_L;
              case 'P' -> LETTER_P;
              default -> NONE;
            };
    at += value == NONE ? 0 : 1;
    return value;
  }
}
