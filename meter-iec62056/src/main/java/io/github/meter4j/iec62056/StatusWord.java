package io.github.meter4j.iec62056;

import java.util.Optional;

/**
 * The status word of a meter, {@code 96.5.0}, as in {@code 001C0104}. What a bit stands for is the
 * maker's: see the manual of the meter.
 *
 * @param value the bits, the last digit lowest
 * @param length how many bits there are: four for each digit, 4 to 64
 */
public record StatusWord(long value, int length) {
  private static final int MAX_DIGITS = 16;

  /**
   * Checks the length.
   *
   * @param value the bits
   * @param length how many bits there are
   * @throws IllegalArgumentException when it is no multiple of four from 4 to 64
   */
  public StatusWord {
    if (length < 4 || length > 4 * MAX_DIGITS || length % 4 != 0) {
      throw new IllegalArgumentException("a status word has 4 to 64 bits, not " + length);
    }
  }

  /**
   * Reads hexadecimal digits.
   *
   * @param text up to sixteen digits of either case
   * @return the word, or empty when the text is none
   */
  public static Optional<StatusWord> tryParse(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      value = value << 4 | digit;
    }
    return Optional.of(new StatusWord(value, 4 * text.length()));
  }

  /**
   * Whether a bit is set.
   *
   * @param number the bit, 0 for the lowest
   * @return true when it is
   * @throws IllegalArgumentException when the word has no such bit
   */
  public boolean bit(int number) {
    if (number < 0 || number >= length) {
      throw new IllegalArgumentException("bit " + number + " of " + length);
    }
    return (value >>> number & 1) != 0;
  }

  /** The digits, as sent but in upper case. */
  @Override
  public String toString() {
    StringBuilder digits = new StringBuilder();
    for (int shift = length - 4; shift >= 0; shift -= 4) {
      digits.append(Character.toUpperCase(Character.forDigit((int) (value >>> shift & 15), 16)));
    }
    return digits.toString();
  }
}
