package io.github.meter4j.internal.play;

import io.github.meter4j.internal.diagnosis.ArrivedBytes;
import io.github.meter4j.spi.FrameDecoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that have arrived and were not read yet, in order, and when they arrived. */
final class TimedBytes {
  private final ArrivedBytes bytes = new ArrivedBytes();
  private final Deque<Span> spans = new ArrayDeque<>();
  private Instant taken = FrameDecoder.NO_ARRIVAL;

  /** So many of the bytes arrived at one moment. */
  private static final class Span {
    private final Instant at;
    private int count;

    Span(Instant at) {
      this.at = at;
    }
  }

  void add(byte b, Instant at) {
    Span last = spans.peekLast();
    if (last == null || !last.at.equals(at)) {
      last = new Span(at);
      spans.add(last);
    }
    last.count++;
    bytes.add(b);
  }

  int size() {
    return bytes.size();
  }

  /** Moves bytes of one moment, as many as fit; how many those were. */
  int moveTo(ByteBuffer target) {
    Span first = spans.element();
    int limit = target.limit();
    target.limit(Math.min(limit, target.position() + first.count));
    int count = bytes.moveTo(target);
    target.limit(limit);
    taken = first.at;
    first.count -= count;
    if (first.count == 0) {
      spans.remove();
    }
    return count;
  }

  /** When the bytes arrived that were moved last. */
  Instant taken() {
    return taken;
  }

  void clear() {
    bytes.clear();
    spans.clear();
  }
}
