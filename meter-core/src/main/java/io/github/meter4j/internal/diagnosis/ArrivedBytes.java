package io.github.meter4j.internal.diagnosis;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that have arrived and were not read yet, in order. */
public final class ArrivedBytes {
  private byte[] bytes = new byte[4096];
  private int from;
  private int to;

  public void add(byte b) {
    if (to == bytes.length) {
      makeRoom();
    }
    bytes[to++] = b;
  }

  private void makeRoom() {
    byte[] target = from > bytes.length / 2 ? bytes : new byte[2 * bytes.length];
    System.arraycopy(bytes, from, target, 0, size());
    to = size();
    from = 0;
    bytes = target;
  }

  public int size() {
    return to - from;
  }

  /** Moves as many as fit; how many those were. */
  public int moveTo(ByteBuffer target) {
    int count = Math.min(size(), target.remaining());
    target.put(bytes, from, count);
    from += count;
    if (from == to) {
      clear();
    }
    return count;
  }

  public void clear() {
    from = 0;
    to = 0;
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
