package io.github.meter4j.internal.serial;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a character goes over a serial line, written as in {@code 8N1}.
 *
 * @param dataBits 5 to 8
 * @param parity what the parity bit makes of the number of ones
 * @param stopBits 1 or 2
 */
public record LineFormat(int dataBits, Parity parity, int stopBits) {
  private static final Pattern FORM = Pattern.compile("([5-8])([NEO])([12])");

  /** The parity bit; its initial is the letter in the middle of a line format. */
  public enum Parity {
    NONE,
    EVEN,
    ODD;

    private static Parity of(char letter) {
      return switch (letter) {
        case 'E' -> EVEN;
        case 'O' -> ODD;
        default -> NONE;
      };
    }
  }

  public static LineFormat parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new LineFormat(
        Integer.parseInt(matcher.group(1)),
        Parity.of(matcher.group(2).charAt(0)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Bits on the line for each character, start bit included. */
  public int bits() {
    return 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
  }

  @Override
  public String toString() {
    return dataBits + parity.name().substring(0, 1) + stopBits;
  }
}
