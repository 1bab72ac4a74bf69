package io.github.meter4j.dsmr;

import io.github.meter4j.reading.Fault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes between frames into spans. A span is reported when the next frame starts; line
 * ends and fill mean nothing, and neither does the rest of the telegram that was running when
 * listening began.
 */
final class Rubbish {
  private final int longest;
  private final FrameCandidates output;
  private final byte[] start = new byte[Fault.MAX_EXCERPT];
  private long offset;
  private int length;
  private boolean matters;
  private boolean frameSeen;
  private @Nullable String overLimit;

  Rubbish(int longest, FrameCandidates output) {
    this.longest = longest;
    this.output = output;
  }

  /** From now on rubbish is a fault. */
  void frameSeen() {
    frameSeen = true;
  }

  /** What comes next is the rest of a frame that was too long. */
  void overLimit(String what) {
    overLimit = what;
  }

  void add(byte[] buffer, int from, int to, long base) {
    int at = from;
    while (at < to) {
      if (length == 0) {
        offset = base + at;
      }
      int count = Math.min(to - at, longest - length);
      int kept = Math.max(0, Math.min(start.length - length, count));
      System.arraycopy(buffer, at, start, Math.min(length, start.length), kept);
      for (int i = at; !matters && i < at + count; i++) {
        matters = !isFill(buffer[i]);
      }
      length += count;
      at += count;
      if (length == longest) {
        flush();
        frameSeen = true;
      }
    }
  }

  private static boolean isFill(byte b) {
    return b == '\r' || b == '\n' || b == 0 || b == (byte) 0xff || b == ' ' || b == 0x7f;
  }

  void flush() {
    if (length > 0) {
      byte[] excerpt = Arrays.copyOf(start, Math.min(length, start.length));
      String shown = Fault.visible(excerpt, 0, excerpt.length);
      if (overLimit != null) {
        output.rejected(fault(Fault.Kind.LIMIT, overLimit, shown));
      } else if (matters && (frameSeen || length == longest)) {
        output.rejected(
            fault(Fault.Kind.FRAMING, length + " bytes that belong to no telegram", shown));
      } else {
        output.skipped(offset, length);
      }
    }
    clear();
  }

  private Fault fault(Fault.Kind kind, String message, String shown) {
    return new Fault(kind, message, offset, length, 0, 0, shown);
  }

  void clear() {
    length = 0;
    matters = false;
    overLimit = null;
  }
}
