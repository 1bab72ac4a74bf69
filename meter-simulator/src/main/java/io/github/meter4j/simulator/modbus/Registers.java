package io.github.meter4j.simulator.modbus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table of 16-bit registers of which any may be missing. Values of more than one register are
 * stored with the high word first. For one thread.
 */
public final class Registers {
  private static final int MOST = 0x1_0000;

  private final Map<Integer, Integer> words = new TreeMap<>();

  /** A table without registers. */
  public Registers() {}

  /**
   * Stores words.
   *
   * @param address the address of the first, from 0 as on the wire
   * @param values 0 to 65535, or negative in two's complement
   * @return this table
   * @throws IllegalArgumentException when an address or a value does not exist
   */
  public Registers words(int address, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (address < 0 || address + i >= MOST || values[i] < Short.MIN_VALUE || values[i] >= MOST) {
        throw new IllegalArgumentException(values[i] + " at " + Integer.toHexString(address + i));
      }
      words.put(address + i, values[i] & 0xffff);
    }
    return this;
  }

  /**
   * Stores a number of 32 bits.
   *
   * @param address where its first word goes
   * @param value with or without a sign
   * @return this table
   */
  public Registers int32(int address, long value) {
    return words(address, (int) (value >>> 16) & 0xffff, (int) value & 0xffff);
  }

  /**
   * Stores a number of 64 bits.
   *
   * @param address where its first word goes
   * @param value the number
   * @return this table
   */
  public Registers int64(int address, long value) {
    return int32(address, value >>> 32).int32(address + 2, value);
  }

  /**
   * Stores an IEEE 754 number of 32 bits.
   *
   * @param address where its first word goes
   * @param decimal the number as decimal text; the nearest that there is will be stored
   * @return this table
   */
  public Registers float32(int address, String decimal) {
    return int32(address, Float.floatToIntBits(Float.parseFloat(decimal)));
  }

  /**
   * Stores text, two bytes of UTF-8 a word, with NUL behind it.
   *
   * @param address where its first word goes
   * @param count how many words it takes
   * @param text what fits into them
   * @return this table
   * @throws IllegalArgumentException when it does not fit
   */
  public Registers text(int address, int count, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 2 * count) {
      throw new IllegalArgumentException("\"" + text + "\" needs more than " + count + " words");
    }
    for (int i = 0; i < count; i++) {
      words(address + i, byteAt(bytes, 2 * i) << 8 | byteAt(bytes, 2 * i + 1));
    }
    return this;
  }

  private static int byteAt(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : 0;
  }

  /**
   * The values of a range.
   *
   * @param address the address of the first
   * @param count how many
   * @return their values, or empty when one of them is missing
   */
  public Optional<int[]> read(int address, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      Integer word = words.get(address + i);
      if (word == null) {
        return Optional.empty();
      }
      values[i] = word;
    }
    return Optional.of(values);
  }
}
