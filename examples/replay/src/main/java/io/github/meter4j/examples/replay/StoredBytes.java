package io.github.meter4j.examples.replay;

import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Stored bytes; reads as {@link java.io.InputStream#read(byte[])} does. */
@FunctionalInterface
interface StoredBytes {
  int CHUNK = 4096;

  int read(byte[] target) throws IOException;

  /** Decodes bytes from their start to their end, or to where they break off, which it throws. */
  static void decode(FrameDecoder<Reading> decoder, StoredBytes in, ReadingSink<Reading> sink)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    Optional<IOException> failure = Optional.empty();
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        decoder.feed(ByteBuffer.wrap(chunk, 0, count), FrameDecoder.NO_ARRIVAL, sink);
      }
    } catch (IOException e) {
      failure = Optional.of(e); // what came before it counts
    }
    decoder.end(sink);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
