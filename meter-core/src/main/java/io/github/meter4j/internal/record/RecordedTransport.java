package io.github.meter4j.internal.record;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** A transport whose bytes a {@link Recorder} gets, in both directions. */
final class RecordedTransport implements Transport {
  private final Transport transport;
  private final Recorder recorder;
  private final AtomicBoolean closed = new AtomicBoolean();

  RecordedTransport(Transport transport, Recorder recorder) {
    this.transport = transport;
    this.recorder = recorder;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    int start = target.position();
    int count = transport.read(target, timeout);
    if (count > 0) {
      recorder.received(target.duplicate().position(start).limit(start + count));
    }
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    ByteBuffer sent = bytes.duplicate();
    transport.write(bytes);
    if (sent.hasRemaining()) {
      recorder.sent(sent);
    }
  }

  @Override
  public boolean discardInput() throws TransportException {
    return transport.discardInput();
  }

  @Override
  public Instant arrival(InstantSource clock) {
    return transport.arrival(clock);
  }

  @Override
  public boolean backsUp() {
    return transport.backsUp();
  }

  @Override
  public void close() {
    transport.close();
    if (!closed.getAndSet(true)) {
      recorder.close();
    }
  }
}
