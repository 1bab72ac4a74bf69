package io.github.meter4j.internal.play;

import io.github.meter4j.spi.FrameDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cuts a capture into telegrams, each due at an interval after the one before. A telegram begins
 * with a slash at the start of a line; what comes before the first one goes with it.
 */
final class TelegramSource implements ChunkSource {
  /** Memory stays bounded in a file that has no telegrams. */
  private static final int MOST = 65_536;

  private final ChunkSource source;
  private final long interval;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private byte[] block = {};
  private Instant blockArrived = FrameDecoder.NO_ARRIVAL;
  private int position;

  /** When the first byte of what is pending arrived. */
  private Instant pendingArrived = FrameDecoder.NO_ARRIVAL;

  private byte previous = '\n';
  private long telegrams;
  private Optional<IOException> failure = Optional.empty();

  TelegramSource(ChunkSource source, Duration interval) {
    this.source = source;
    this.interval = interval.toNanos();
  }

  @Override
  public Optional<Chunk> next() throws IOException {
    while (true) {
      while (position < block.length) {
        Optional<Chunk> whole = accept(block[position++]);
        if (whole.isPresent()) {
          return whole;
        }
      }
      if (!fill()) {
        return pending.size() > 0 ? Optional.of(take()) : end();
      }
    }
  }

  /** Takes one byte; gives the telegram that it ends by beginning another. */
  private Optional<Chunk> accept(byte b) {
    boolean begins = b == '/' && (previous == '\n' || previous == '\r');
    boolean cut = begins ? telegrams > 0 && pending.size() > 0 : pending.size() >= MOST;
    Optional<Chunk> whole = cut ? Optional.of(take()) : Optional.empty();
    telegrams += begins ? 1 : 0;
    pendingArrived = pending.size() == 0 ? blockArrived : pendingArrived;
    pending.write(b);
    previous = b;
    return whole;
  }

  private Chunk take() {
    Chunk chunk =
        new Chunk(
            Math.max(0, telegrams - 1) * interval, pending.toByteArray(), pendingArrived, false);
    pending.reset();
    return chunk;
  }

  /** A failure waits until the bytes before it are delivered. */
  private boolean fill() {
    try {
      Optional<Chunk> more = failure.isPresent() ? Optional.empty() : source.next();
      block = new byte[0];
      position = 0;
      if (more.isPresent() && !more.get().sent()) {
        block = more.get().bytes();
        blockArrived = more.get().arrived();
      }
      return more.isPresent();
    } catch (IOException e) {
      failure = Optional.of(e);
      return false;
    }
  }

  private Optional<Chunk> end() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
