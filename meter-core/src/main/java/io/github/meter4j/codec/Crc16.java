package io.github.meter4j.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CRC-16 with polynomial x¹⁶ + x¹⁵ + x² + 1, least significant bit first. With initial value 0 it
 * is CRC-16/ARC, the checksum of P1 telegrams (DSMR 5.0.2, section 6.2); with FFFF that of Modbus.
 *
 * <p>Long messages are folded: over GF(2), P(x)⁶⁴ = P(x⁶⁴), so the same recurrence that divides
 * bits divides 64-bit words, {@code out[i] = in[i] ^ out[i-1] ^ out[i-14] ^ out[i-16]}, and only
 * the last sixteen words need a table.
 */
public final class Crc16 {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WORDS = 16;
  private static final int BLOCK = 8 * WORDS;

  /** Table k, at 256 k: what a byte does that k more bytes follow. */
  private static final char[] TABLE = new char[16 * 256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
      TABLE[i] = (char) crc;
    }
    for (int i = 256; i < TABLE.length; i++) {
      int shorter = TABLE[i - 256];
      TABLE[i] = (char) ((shorter >>> 8) ^ TABLE[shorter & 0xff]);
    }
  }

  private Crc16() {}

  /** CRC-16/ARC; {@code 123456789} gives BB3D. */
  public static int arc(byte[] bytes, int offset, int length) {
    // Leading zeros change nothing while the register is 0, so the first block may be short.
    int first = length % BLOCK;
    int end = offset + length;
    if (length < 2 * BLOCK) {
      return sliced(0, bytes, offset, end);
    }
    return folded(bytes, offset, first == 0 ? offset : offset + first, end);
  }

  /** CRC-16/MODBUS; {@code 123456789} gives 4B37. */
  public static int modbus(byte[] bytes, int offset, int length) {
    return sliced(0xFFFF, bytes, offset, offset + length);
  }

  /**
   * CRC-16/X-25, of another polynomial: x¹⁶ + x¹² + x⁵ + 1, as HDLC has it (ISO/IEC 13239, section
   * 4.2.5.2); {@code 123456789} gives 906E. Made for few messages: it has no table.
   */
  public static int x25(byte[] bytes, int offset, int length) {
    int crc = 0xFFFF;
    for (int i = offset; i < offset + length; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
      }
    }
    return crc ^ 0xFFFF;
  }

  private static int sliced(int crc, byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      crc = eight((long) WORD.get(bytes, i) ^ crc);
    }
    for (; i < to; i++) {
      crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xff];
    }
    return crc;
  }

  private static int eight(long word) {
    int low = (int) word;
    int high = (int) (word >>> 32);
    return TABLE[0x700 + (low & 0xff)]
        ^ TABLE[0x600 + (low >>> 8 & 0xff)]
        ^ TABLE[0x500 + (low >>> 16 & 0xff)]
        ^ TABLE[0x400 + (low >>> 24)]
        ^ TABLE[0x300 + (high & 0xff)]
        ^ TABLE[0x200 + (high >>> 8 & 0xff)]
        ^ TABLE[0x100 + (high >>> 16 & 0xff)]
        ^ TABLE[high >>> 24];
  }

  private static int sixteen(long first, long second) {
    int a = (int) first;
    int b = (int) (first >>> 32);
    return TABLE[0xf00 + (a & 0xff)]
        ^ TABLE[0xe00 + (a >>> 8 & 0xff)]
        ^ TABLE[0xd00 + (a >>> 16 & 0xff)]
        ^ TABLE[0xc00 + (a >>> 24)]
        ^ TABLE[0xb00 + (b & 0xff)]
        ^ TABLE[0xa00 + (b >>> 8 & 0xff)]
        ^ TABLE[0x900 + (b >>> 16 & 0xff)]
        ^ TABLE[0x800 + (b >>> 24)]
        ^ eight(second);
  }

  private static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /**
   * Folds blocks of sixteen words. The history of the recurrence is exactly one block, so it lives
   * in sixteen locals and needs no memory. A short first block cannot be folded by words: its
   * checksum is the history instead, as two bytes in front of the first whole block.
   */
  private static int folded(byte[] bytes, int offset, int from, int end) {
    int last = end - BLOCK;
    long w0 = word(bytes, from) ^ sliced(0, bytes, offset, from);
    long w1 = word(bytes, from + 8) ^ w0;
    long w2 = word(bytes, from + 16) ^ w1;
    long w3 = word(bytes, from + 24) ^ w2;
    long w4 = word(bytes, from + 32) ^ w3;
    long w5 = word(bytes, from + 40) ^ w4;
    long w6 = word(bytes, from + 48) ^ w5;
    long w7 = word(bytes, from + 56) ^ w6;
    long w8 = word(bytes, from + 64) ^ w7;
    long w9 = word(bytes, from + 72) ^ w8;
    long w10 = word(bytes, from + 80) ^ w9;
    long w11 = word(bytes, from + 88) ^ w10;
    long w12 = word(bytes, from + 96) ^ w11;
    long w13 = word(bytes, from + 104) ^ w12;
    long w14 = word(bytes, from + 112) ^ w13 ^ w0;
    long w15 = word(bytes, from + 120) ^ w14 ^ w1;
    for (int i = from + BLOCK; i < last; i += BLOCK) {
      w0 ^= word(bytes, i) ^ w15 ^ w2;
      w1 ^= word(bytes, i + 8) ^ w0 ^ w3;
      w2 ^= word(bytes, i + 16) ^ w1 ^ w4;
      w3 ^= word(bytes, i + 24) ^ w2 ^ w5;
      w4 ^= word(bytes, i + 32) ^ w3 ^ w6;
      w5 ^= word(bytes, i + 40) ^ w4 ^ w7;
      w6 ^= word(bytes, i + 48) ^ w5 ^ w8;
      w7 ^= word(bytes, i + 56) ^ w6 ^ w9;
      w8 ^= word(bytes, i + 64) ^ w7 ^ w10;
      w9 ^= word(bytes, i + 72) ^ w8 ^ w11;
      w10 ^= word(bytes, i + 80) ^ w9 ^ w12;
      w11 ^= word(bytes, i + 88) ^ w10 ^ w13;
      w12 ^= word(bytes, i + 96) ^ w11 ^ w14;
      w13 ^= word(bytes, i + 104) ^ w12 ^ w15;
      w14 ^= word(bytes, i + 112) ^ w13 ^ w0;
      w15 ^= word(bytes, i + 120) ^ w14 ^ w1;
    }
    // What the history still does to the last block; that block itself is not folded further.
    int crc = sixteen(word(bytes, last) ^ w0 ^ w2 ^ w15, word(bytes, last + 8) ^ w1 ^ w3);
    crc = sixteen(word(bytes, last + 16) ^ w2 ^ w4 ^ crc, word(bytes, last + 24) ^ w3 ^ w5);
    crc = sixteen(word(bytes, last + 32) ^ w4 ^ w6 ^ crc, word(bytes, last + 40) ^ w5 ^ w7);
    crc = sixteen(word(bytes, last + 48) ^ w6 ^ w8 ^ crc, word(bytes, last + 56) ^ w7 ^ w9);
    crc = sixteen(word(bytes, last + 64) ^ w8 ^ w10 ^ crc, word(bytes, last + 72) ^ w9 ^ w11);
    crc = sixteen(word(bytes, last + 80) ^ w10 ^ w12 ^ crc, word(bytes, last + 88) ^ w11 ^ w13);
    crc = sixteen(word(bytes, last + 96) ^ w12 ^ w14 ^ crc, word(bytes, last + 104) ^ w13 ^ w15);
    return sixteen(word(bytes, last + 112) ^ w14 ^ crc, word(bytes, last + 120) ^ w15);
  }
}
