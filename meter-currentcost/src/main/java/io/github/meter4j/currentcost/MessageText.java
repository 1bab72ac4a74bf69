package io.github.meter4j.currentcost;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A message without the bytes that are no text: lines that pick up noise have 0x1A, NUL or 0xFF
 * between and inside tags.
 */
final class MessageText {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] bytes;
  private final int length;

  /** For each byte its place in the message as sent, and behind them the end of that. */
  private final int[] places;

  private MessageText(byte[] bytes, int length, int[] places) {
    this.bytes = bytes;
    this.length = length;
    this.places = places;
  }

  /** Printable ASCII, tabs and line ends. */
  static boolean isText(byte b) {
    return (b >= ' ' && b <= '~') || b == '\n' || b == '\r' || b == '\t';
  }

  /** Whether all bytes are text. */
  static boolean isText(byte[] message) {
    int i = 0;
    long strange = 0;
    for (int last = message.length - 8; i <= last; i += 8) {
      long word = (long) WORD.get(message, i);
      // above 0x7F, 0x7F, below 0x20; line ends look strange too and are looked at below
      strange |= (word | word + LOW_BITS | word - 0x20 * LOW_BITS & ~word) & HIGH_BITS;
    }
    if (strange != 0) {
      i = 0;
    }
    while (i < message.length && isText(message[i])) {
      i++;
    }
    return i == message.length;
  }

  /** Leaves out what is no text. */
  static MessageText of(byte[] message) {
    byte[] text = new byte[message.length];
    int[] places = new int[message.length + 1];
    int length = 0;
    for (int i = 0; i < message.length; i++) {
      if (isText(message[i])) {
        text[length] = message[i];
        places[length++] = i;
      }
    }
    places[length] = message.length;
    return new MessageText(Arrays.copyOf(text, length), length, places);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where a byte stands in the message as sent. */
  int place(int position) {
    return places[position];
  }

  /** Whether something was left out of a range or at one of its ends. */
  boolean hasGap(int from, int to) {
    int before = from == 0 ? -1 : places[from - 1];
    return places[to] - before != to - from + 1;
  }

  /** Where the first byte was left out; there has to be one. */
  int firstGap() {
    int i = 0;
    while (i < length && places[i] == i) {
      i++;
    }
    return i;
  }
}
