package io.github.meter4j.internal.play;

import io.github.meter4j.spi.FrameDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a file that says nothing of times, all due at once. */
public final class BlockSource implements ChunkSource {
  private static final int BLOCK = 16_384;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];

  public BlockSource(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Chunk> next() throws IOException {
    int count = in.read(block);
    return count < 0
        ? Optional.empty()
        : Optional.of(new Chunk(0, Arrays.copyOf(block, count), FrameDecoder.NO_ARRIVAL, false));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
