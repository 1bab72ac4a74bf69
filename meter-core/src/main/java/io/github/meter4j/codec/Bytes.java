package io.github.meter4j.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looking for things in bytes, eight at a time where that pays. */
public final class Bytes {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Bytes() {}

  /** The first control character (below 0x20) in a range, or its end. */
  public static int control(byte[] bytes, int from, int to) {
    int i = from;
    for (int last = to - 8; i <= last; i += 8) {
      long word = (long) WORD.get(bytes, i);
      // Borrows only ever spoil bytes after the first hit, so the lowest flag is always right.
      long hit = (word - 0x20 * LOW_BITS) & ~word & HIGH_BITS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (i < to && (bytes[i] < 0 || bytes[i] >= ' ')) {
      i++;
    }
    return i;
  }

  /** The first CR or LF in a range, or its end. */
  public static int lineEnd(byte[] bytes, int from, int to) {
    int i = control(bytes, from, to);
    while (i < to && bytes[i] != '\r' && bytes[i] != '\n') {
      i = control(bytes, i + 1, to);
    }
    return i;
  }

  /** The first place of a byte in a range, or its end. */
  public static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    int i = from;
    long pattern = (wanted & 0xffL) * LOW_BITS;
    for (int last = to - 8; i <= last; i += 8) {
      long word = (long) WORD.get(bytes, i) ^ pattern;
      long hit = (word - LOW_BITS) & ~word & HIGH_BITS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (i < to && bytes[i] != wanted) {
      i++;
    }
    return i;
  }

  /** The first parenthesis of either direction in a range, or its end. */
  public static int parenthesis(byte[] bytes, int from, int to) {
    int i = from;
    for (int last = to - 8; i <= last; i += 8) {
      // The two differ in their lowest bit only.
      long word = ((long) WORD.get(bytes, i) | LOW_BITS) ^ ')' * LOW_BITS;
      long hit = (word - LOW_BITS) & ~word & HIGH_BITS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (i < to && bytes[i] != '(' && bytes[i] != ')') {
      i++;
    }
    return i;
  }

  /** The first place of either of two bytes in a range, or its end. */
  public static int indexOfEither(byte one, byte other, byte[] bytes, int from, int to) {
    int i = from;
    long first = (one & 0xffL) * LOW_BITS;
    long second = (other & 0xffL) * LOW_BITS;
    for (int last = to - 8; i <= last; i += 8) {
      long word = (long) WORD.get(bytes, i);
      long x = word ^ first;
      long y = word ^ second;
      long hit = ((x - LOW_BITS) & ~x | (y - LOW_BITS) & ~y) & HIGH_BITS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (i < to && bytes[i] != one && bytes[i] != other) {
      i++;
    }
    return i;
  }

  /** The first place of any of three bytes in a range, or its end. */
  public static int indexOfAny(byte one, byte two, byte three, byte[] bytes, int from, int to) {
    int i = from;
    long first = (one & 0xffL) * LOW_BITS;
    long second = (two & 0xffL) * LOW_BITS;
    long third = (three & 0xffL) * LOW_BITS;
    for (int last = to - 8; i <= last; i += 8) {
      long word = (long) WORD.get(bytes, i);
      long x = word ^ first;
      long y = word ^ second;
      long z = word ^ third;
      long hit = ((x - LOW_BITS) & ~x | (y - LOW_BITS) & ~y | (z - LOW_BITS) & ~z) & HIGH_BITS;
      if (hit != 0) {
        return i + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (i < to && bytes[i] != one && bytes[i] != two && bytes[i] != three) {
      i++;
    }
    return i;
  }

  /** Copies a range without bit 7 of each byte, and says whether any had it. */
  public static boolean copySevenBits(byte[] source, byte[] target, int from, int to) {
    long seen = 0;
    int i = from;
    for (int last = to - 8; i <= last; i += 8) {
      long word = (long) WORD.get(source, i);
      seen |= word;
      WORD.set(target, i, word & ~HIGH_BITS);
    }
    for (; i < to; i++) {
      seen |= source[i];
      target[i] = (byte) (source[i] & 0x7f);
    }
    return (seen & HIGH_BITS) != 0;
  }

  /** All bytes of a range, exclusive-or: the block check of IEC 62056-21. */
  public static int xor(byte[] bytes, int from, int to) {
    long sum = 0;
    int i = from;
    for (int last = to - 8; i <= last; i += 8) {
      sum ^= (long) WORD.get(bytes, i);
    }
    for (; i < to; i++) {
      sum ^= bytes[i] & 0xff;
    }
    sum ^= sum >>> 32;
    sum ^= sum >>> 16;
    return (int) (sum ^ sum >>> 8) & 0xff;
  }

  /** Eight bytes from a place on, the first of them lowest. */
  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /** How many bytes of a word stand before a character, 8 when it is not there. */
  static int offsetOf(char wanted, long word) {
    long x = word ^ wanted * LOW_BITS;
    return Long.numberOfTrailingZeros((x - LOW_BITS) & ~x & HIGH_BITS) >>> 3;
  }

  /** Bytes as text, one character a byte. */
  public static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether a byte is a decimal digit. */
  public static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The value of a hexadecimal digit of either case, or -1. */
  public static int hexDigit(byte b) {
    if (isDigit(b)) {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** The end of a range without the blanks at its end. */
  public static int trimEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return end;
  }

  /** The start of a range without the blanks at its start. */
  public static int trimStart(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] == ' ') {
      start++;
    }
    return start;
  }
}
