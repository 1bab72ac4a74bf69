package io.github.meter4j.examples.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a stream that a decoder has taken and not yet given account of. */
final class UnclaimedBytes {
  /** More than any decoder holds back; beyond it the oldest are forgotten. */
  private static final int MOST = 1 << 20;

  private byte[] bytes = new byte[1 << 14];
  private long base;
  private int start;
  private int end;

  void add(ByteBuffer chunk) {
    int count = chunk.remaining();
    if (end + count > bytes.length) {
      makeRoom(count);
    }
    chunk.duplicate().get(bytes, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    int kept = end - start;
    byte[] target = kept + count > bytes.length ? new byte[2 * (kept + count)] : bytes;
    System.arraycopy(bytes, start, target, 0, kept);
    bytes = target;
    base += start;
    start = 0;
    end = kept;
    if (kept > MOST) {
      start = kept - MOST;
    }
  }

  /** Everything before a place in the stream has been accounted for. */
  void claim(long to) {
    start = (int) Math.max(start, Math.min(end, to - base));
  }

  /** A part of the stream, or nothing where it is not here any more. */
  byte[] copy(long offset, int length) {
    long from = offset - base;
    return from < start || from + length > end
        ? new byte[0]
        : Arrays.copyOfRange(bytes, (int) from, (int) from + length);
  }
}
