package io.github.meter4j.internal.play;

import io.github.meter4j.spi.FrameDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Bytes of a file in order, with the times at which they are due. For one thread at a time. */
interface ChunkSource extends Closeable {

  /**
   * Bytes and when they are due.
   *
   * @param atNanos nanoseconds since the playback began; never decreases
   * @param bytes at least one
   * @param arrived when they arrived, or {@link FrameDecoder#NO_ARRIVAL}
   * @param sent whether they went to the meter, and so are none of what it said
   */
  record Chunk(long atNanos, byte[] bytes, Instant arrived, boolean sent) {}

  /** The next bytes, or empty at the end. */
  Optional<Chunk> next() throws IOException;

  /**
   * Waits until {@link #next} answers without waiting.
   *
   * @return whether it does
   */
  default boolean await(long nanos) throws InterruptedException {
    return true; // a file on a disk always does
  }
}
