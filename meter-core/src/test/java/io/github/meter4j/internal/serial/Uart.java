package io.github.meter4j.internal.serial;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What becomes of bytes on a serial line whose two ends are not set alike: bits are put on a line
 * and read off it again, as the chip at each end does.
 *
 * @param baud bits per second
 * @param format how a character goes over the line
 */
public record Uart(int baud, LineFormat format) {
  /** How finely the line is looked at. */
  private static final int PER_SECOND = 16 * 115_200;

  public Uart(int baud, String format) {
    this(baud, LineFormat.parse(format));
  }

  /** The levels of a line while bytes are sent with nothing between them, and a second of rest. */
  public boolean[] send(byte[] bytes) {
    double ticks = (double) PER_SECOND / baud;
    int bits = format.bits();
    boolean[] line = new boolean[(int) (bytes.length * bits * ticks) + PER_SECOND / 5];
    Arrays.fill(line, true);
    int rest = PER_SECOND / 100;
    for (int i = 0; i < bytes.length * bits; i++) {
      boolean level = level(bytes[i / bits] & 0xff, i % bits);
      int from = rest + (int) (i * ticks);
      Arrays.fill(line, from, rest + (int) ((i + 1) * ticks), level);
    }
    return line;
  }

  private boolean level(int b, int bit) {
    if (bit == 0) {
      return false;
    }
    if (bit <= format.dataBits()) {
      return (b >> bit - 1 & 1) == 1;
    }
    boolean isParity = bit == format.dataBits() + 1 && format.parity() != LineFormat.Parity.NONE;
    return !isParity || parity(b & (1 << format.dataBits()) - 1);
  }

  private boolean parity(int b) {
    return Integer.bitCount(b) % 2 == (format.parity() == LineFormat.Parity.EVEN ? 1 : 0);
  }

  /** The same line through a cable that turns the signal round. */
  public static boolean[] inverted(boolean[] line) {
    boolean[] other = new boolean[line.length];
    for (int i = 0; i < line.length; i++) {
      other[i] = !line[i];
    }
    return other;
  }

  /**
   * The bytes that a program gets. As Linux does, a character with an error is a zero where parity
   * is looked at, and what it is where it is not; a line that is held low is one zero.
   */
  public byte[] receive(boolean[] line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    double ticks = (double) PER_SECOND / baud;
    int at = 0;
    while (true) {
      while (at + 1 < line.length && !(line[at] && !line[at + 1])) {
        at++; // until the level falls
      }
      int start = at + 1;
      int end = start + (int) ((format.bits() - 0.5) * ticks);
      if (end >= line.length) {
        return out.toByteArray();
      }
      out.write(character(line, start, ticks));
      at = end;
    }
  }

  private int character(boolean[] line, int start, double ticks) {
    int b = 0;
    for (int bit = 1; bit <= format.dataBits(); bit++) {
      b |= line[start + (int) ((bit + 0.5) * ticks)] ? 1 << bit - 1 : 0;
    }
    boolean checked = format.parity() != LineFormat.Parity.NONE;
    boolean good = line[start + (int) ((format.bits() - 0.5) * ticks)];
    if (checked) {
      good &= line[start + (int) ((format.dataBits() + 1.5) * ticks)] == parity(b);
    }
    return checked && !good ? 0 : b;
  }
}
