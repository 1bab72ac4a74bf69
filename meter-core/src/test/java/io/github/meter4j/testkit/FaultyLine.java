package io.github.meter4j.testkit;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A serial line whose bytes go through a {@link FaultyTransport}. */
final class FaultyLine implements SerialLine {
  private final SerialLine line;
  private final FaultyTransport faulty;

  FaultyLine(SerialLine line, FaultyTransport faulty) {
    this.line = line;
    this.faulty = faulty;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    return faulty.read(target, timeout);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    faulty.write(bytes);
  }

  @Override
  public boolean backsUp() {
    return faulty.backsUp();
  }

  @Override
  public boolean discardInput() throws TransportException {
    return faulty.discardInput();
  }

  @Override
  public void speed(int baud) throws TransportException {
    line.speed(baud);
  }

  @Override
  public Duration character() {
    return line.character();
  }

  @Override
  public Hold hold(Duration patience) throws TransportException {
    return line.hold(patience);
  }

  @Override
  public void close() {
    faulty.close();
  }
}
