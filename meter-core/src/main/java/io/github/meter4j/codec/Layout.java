package io.github.meter4j.codec;

/**
 * What all telegrams of one meter have in common: everything but the characters inside groups. A
 * telegram that has the layout of an earlier one has the same objects in the same places, which one
 * pass over its words proves. Immutable.
 */
public final class Layout {
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int WORD = 8;

  private final int length;
  private final ObjectIndex index;
  private final long[] words;

  /** All ones where a byte belongs to a value. */
  private final long[] values;

  /**
   * The layout of a frame.
   *
   * @param frame at least eight bytes without bit 7
   * @param index its objects
   */
  public Layout(byte[] frame, ObjectIndex index) {
    this.length = frame.length;
    this.index = index;
    byte[] mask = new byte[frame.length];
    for (int object = 0; object < index.size(); object++) {
      for (int i = index.groups(object); i < index.end(object); i++) {
        boolean value = frame[i] >= ' ' && frame[i] != '(' && frame[i] != ')';
        mask[i] = (byte) (value ? -1 : 0);
      }
    }
    words = new long[(length + WORD - 1) / WORD];
    values = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = Bytes.word(frame, place(i));
      values[i] = Bytes.word(mask, place(i));
    }
  }

  /** The last word ends with the frame. */
  private int place(int word) {
    return Math.min(WORD * word, length - WORD);
  }

  /** How long every frame of this layout is. */
  public int length() {
    return length;
  }

  /** The objects of every frame of this layout. */
  public ObjectIndex index() {
    return index;
  }

  /** Whether the bytes from a place on, of which there are enough, have this layout. */
  public boolean matches(byte[] bytes, int from) {
    int last = words.length - 1;
    for (int i = 0; i < last; i++) {
      long word = Bytes.word(bytes, from + WORD * i);
      long difference = word ^ words[i];
      if (difference != 0 && !isValue(word, difference, values[i])) {
        return false;
      }
    }
    long word = Bytes.word(bytes, from + place(last));
    long difference = word ^ words[last];
    return difference == 0 || isValue(word, difference, values[last]);
  }

  /** Only values differ, and what they hold now is text without parentheses. */
  private static boolean isValue(long word, long difference, long value) {
    long parenthesis = (word | LOW_BITS) ^ ')' * LOW_BITS;
    long bad = (parenthesis - LOW_BITS) & ~parenthesis | (word - ' ' * LOW_BITS) & ~word;
    return (difference & ~value | bad & HIGH_BITS & value) == 0;
  }
}
