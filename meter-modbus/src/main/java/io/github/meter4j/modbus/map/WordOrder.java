package io.github.meter4j.modbus.map;

/**
 * In which order the bytes of a value stand on the wire; A is the most significant byte of four.
 * For values of four words the same holds with eight bytes.
 */
public enum WordOrder {
  /** High word first, high byte first: what the standard has for a word. */
  ABCD(false, false),
  /** Low word first, high byte first. */
  CDAB(true, false),
  /** High word first, low byte first. */
  BADC(false, true),
  /** Low word first, low byte first. */
  DCBA(true, true);

  private final boolean lowWordFirst;
  private final boolean lowByteFirst;

  WordOrder(boolean lowWordFirst, boolean lowByteFirst) {
    this.lowWordFirst = lowWordFirst;
    this.lowByteFirst = lowByteFirst;
  }

  boolean isLowWordFirst() {
    return lowWordFirst;
  }

  /** The words in the order ABCD, or from it; each of the four orders is its own inverse. */
  int[] apply(int[] words) {
    int[] ordered = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      int word = words[lowWordFirst ? words.length - 1 - i : i];
      ordered[i] = lowByteFirst ? word >>> 8 | (word & 0xff) << 8 : word;
    }
    return ordered;
  }
}
