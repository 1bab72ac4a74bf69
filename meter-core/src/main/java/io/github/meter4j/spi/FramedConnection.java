package io.github.meter4j.spi;

import io.github.meter4j.TransportException;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The connection of every meter that talks by itself: a transport and a decoder.
 *
 * @param <R> the type of reading
 */
public final class FramedConnection<R extends Reading> implements MeterConnection<R> {
  private static final int CHUNK = 4096;

  private final Transport transport;
  private final FrameDecoder<R> decoder;
  private final Duration silence;
  private final Clock clock;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private volatile long position;
  private long lastByteNanos = System.nanoTime();
  private boolean ended;

  /**
   * Connects a decoder to a transport.
   *
   * @param transport the open transport; closed with this connection
   * @param decoder the decoder
   * @param silence after how long without a byte the decoder is told of it
   * @param clock stamps the arrival of bytes
   */
  public FramedConnection(
      Transport transport, FrameDecoder<R> decoder, Duration silence, Clock clock) {
    this.transport = transport;
    this.decoder = decoder;
    this.silence = silence;
    this.clock = clock;
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super R> sink) throws TransportException {
    if (ended) {
      return false;
    }
    chunk.clear();
    int count = transport.read(chunk, patience.compareTo(silence) < 0 ? patience : silence);
    if (count < 0) {
      ended = true;
      decoder.end(sink);
      return false;
    }
    if (count == 0) {
      if (System.nanoTime() - lastByteNanos >= silence.toNanos()) {
        decoder.silence(sink);
      }
      return true;
    }
    lastByteNanos = System.nanoTime();
    Instant now = clock.instant();
    chunk.flip();
    position += count;
    sink.received(chunk.asReadOnlyBuffer());
    decoder.feed(chunk, now, sink);
    return true;
  }

  @Override
  public boolean discard() throws TransportException {
    if (!transport.discardInput()) {
      return false;
    }
    decoder.reset();
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    transport.close();
  }
}
