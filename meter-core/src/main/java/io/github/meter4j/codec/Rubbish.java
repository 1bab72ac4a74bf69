package io.github.meter4j.codec;

import io.github.meter4j.fault.Fault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes between frames into spans. A span is reported when the next frame starts; line
 * ends and fill mean nothing, and neither does the rest of the telegram that was running when
 * listening began.
 */
public final class Rubbish {
  /** Takes the spans. */
  public interface Spans {
    /** Bytes outside frames that mean nothing. */
    void skipped(long offset, int length);

    /** Bytes that are no frame. */
    void rejected(Fault fault);
  }

  /** The longest text without data that a meter or a gateway adds to its frames. */
  private static final int LONGEST_TRAILER = 64;

  private final int longest;
  private final boolean trailers;
  private final Spans output;
  private final byte[] start = new byte[Fault.MAX_EXCERPT];
  private long offset;
  private int length;
  private boolean matters;
  private boolean fillOnly = true;
  private boolean frameSeen;
  private @Nullable String overLimit;

  /**
   * Nothing collected yet.
   *
   * @param longest the longest span that is reported as one
   * @param trailers whether a short text without parentheses means nothing, nor do the control
   *     characters of a reader that asks on the same line
   * @param output takes the spans
   */
  public Rubbish(int longest, boolean trailers, Spans output) {
    this.longest = longest;
    this.trailers = trailers;
    this.output = output;
  }

  /** From now on rubbish is a fault. */
  public void frameSeen() {
    frameSeen = true;
  }

  /** What comes next is the rest of a frame that was too long. */
  public void overLimit(String what) {
    overLimit = what;
  }

  /** Bytes outside a frame; the buffer starts at a place of the stream. */
  public void add(byte[] buffer, int from, int to, long base) {
    int at = from;
    while (at < to) {
      if (length == 0) {
        offset = base + at;
      }
      int count = Math.min(to - at, longest - length);
      int kept = Math.max(0, Math.min(start.length - length, count));
      System.arraycopy(buffer, at, start, Math.min(length, start.length), kept);
      for (int i = at; i < at + count; i++) {
        fillOnly &= isFill(buffer[i]);
      }
      for (int i = at; !matters && i < at + count; i++) {
        matters = !isFill(buffer[i]) && !(trailers && isTrailer(buffer[i]));
      }
      length += count;
      at += count;
      matters |= trailers && length > LONGEST_TRAILER && !fillOnly;
      if (length == longest) {
        flush();
        frameSeen = true;
      }
    }
  }

  private static boolean isFill(byte b) {
    return b == '\r' || b == '\n' || b == 0 || b == (byte) 0xff || b == ' ' || b == 0x7f;
  }

  /** Text that is no data set, and SOH, ETX, ACK and NAK. */
  private static boolean isTrailer(byte b) {
    return (b > ' ' && b < 0x7f && b != '(' && b != ')') || b == 1 || b == 3 || b == 6 || b == 0x15;
  }

  /** Reports the span that ends here. */
  public void flush() {
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

  /** Forgets the span, and that listening has begun: what comes next may be the rest of a frame. */
  public void reset() {
    clear();
    frameSeen = false;
  }

  private void clear() {
    length = 0;
    matters = false;
    fillOnly = true;
    overLimit = null;
  }
}
