package io.github.meter4j.spi;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

  /** How many bytes were read. */
  private volatile long position;

  /** How many of them the decoder has delivered, rejected or skipped, or was made to forget. */
  private long settled;

  /** How many bytes the decoder was made to forget since the last pump. */
  private int forgotten;

  private long lastByteNanos = System.nanoTime();
  private long lastPumpNanos = lastByteNanos;
  private boolean ended;

  /** What came while the backlog was thrown away, and is none of it. */
  private ByteBuffer early = ByteBuffer.allocate(0);

  /** What {@link #discard} met; the next pump tells of it, after what was forgotten. */
  private Optional<TransportException> broken = Optional.empty();

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
    Settling<R> settling = new Settling<>(sink);
    if (forgotten > 0) {
      sink.skipped(settled - forgotten, forgotten);
      forgotten = 0;
    }
    if (broken.isPresent()) {
      throw broken.get();
    }
    boolean more = pumpInto(patience, settling);
    lastPumpNanos = System.nanoTime();
    settled = Math.max(settled, settling.end);
    return more;
  }

  private boolean pumpInto(Duration patience, ReadingSink<R> sink) throws TransportException {
    chunk.clear();
    int count = early.hasRemaining() ? takeEarly() : read(patience, sink);
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
    Instant arrived = transport.arrival(clock);
    chunk.flip();
    position += count;
    sink.received(chunk.asReadOnlyBuffer());
    decoder.feed(chunk, arrived, sink);
    return true;
  }

  private int takeEarly() {
    chunk.put(early);
    return chunk.position();
  }

  /** A frame that is cut off by a way that breaks is rejected, and so counted. */
  private int read(Duration patience, ReadingSink<R> sink) throws TransportException {
    try {
      return transport.read(chunk, patience.compareTo(silence) < 0 ? patience : silence);
    } catch (TransportException e) {
      if (e.kind() != TransportException.Kind.CLOSED) {
        decoder.end(sink);
      }
      throw e;
    }
  }

  @Override
  public boolean discard() throws TransportException {
    try {
      if (!transport.discardInput()) {
        return false;
      }
      early.clear().limit(0);
      boolean paused = System.nanoTime() - lastPumpNanos > Backlog.LEAST_PAUSE.toNanos();
      if (paused && transport.backsUp()) {
        early = Backlog.discard(transport);
      }
    } catch (TransportException e) {
      if (e.kind() != TransportException.Kind.DISCONNECTED) {
        throw e;
      }
      broken = Optional.of(e);
    }
    decoder.reset();
    forgotten += (int) (position - settled);
    settled = position;
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

  /** Hands on everything and notes how far the decoder has come. */
  private static final class Settling<R extends Reading> implements ReadingSink<R> {
    private final ReadingSink<? super R> sink;
    private long end;

    Settling(ReadingSink<? super R> sink) {
      this.sink = sink;
    }

    @Override
    public void reading(R reading, long offset, int length) {
      end = offset + length;
      sink.reading(reading, offset, length);
    }

    @Override
    public void rejected(Fault fault) {
      end = fault.offset() + fault.length();
      sink.rejected(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      end = offset + length;
      sink.skipped(offset, length);
    }

    @Override
    public void received(ByteBuffer bytes) {
      sink.received(bytes);
    }
  }
}
