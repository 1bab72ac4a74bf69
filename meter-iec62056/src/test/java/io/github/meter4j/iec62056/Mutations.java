package io.github.meter4j.iec62056;

import java.util.Arrays;
import java.util.Random;

/** Damages telegrams at random, in the ways that lines, bridges and bugs do. */
final class Mutations {
  private static final byte[] SPECIAL = Bits.bytes("/!()*\r\n\0\u00ff\2\3\6?.:-,CF0129 &#");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** One to four kinds of damage, one after the other. */
  byte[] damaged(byte[] original) {
    byte[] bytes = original;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return SPECIAL.clone();
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(1 + random.nextInt(24), bytes.length - at);
    switch (random.nextInt(9)) {
      case 0:
        return changed(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1:
        return changed(bytes, at, (byte) random.nextInt());
      case 2:
        return changed(bytes, at, SPECIAL[random.nextInt(SPECIAL.length)]);
      case 3:
        return replaced(bytes, at, at + length, new byte[0]);
      case 4:
        return replaced(bytes, at, at, special(length));
      case 5:
        return replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      case 6:
        int other = random.nextInt(bytes.length);
        byte[] swapped = changed(bytes, at, bytes[other]);
        swapped[other] = bytes[at];
        return swapped;
      case 7:
        return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, at);
      default:
        return random.nextInt(4) > 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length);
    }
  }

  /** Bytes that mean something to a decoder. */
  byte[] special(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = SPECIAL[random.nextInt(SPECIAL.length)];
    }
    return bytes;
  }

  static byte[] changed(byte[] bytes, int at, byte value) {
    byte[] copy = bytes.clone();
    copy[at] = value;
    return copy;
  }

  static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    return Bits.concat(Arrays.copyOf(bytes, from), by, Arrays.copyOfRange(bytes, to, bytes.length));
  }
}
