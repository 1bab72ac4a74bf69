package io.github.meter4j.internal.record;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A serial line whose bytes a {@link Recorder} gets; changes of its speed become remarks. */
final class RecordedLine implements SerialLine {
  private final SerialLine line;
  private final Recorder recorder;
  private final RecordedTransport recorded;

  RecordedLine(SerialLine line, Recorder recorder) {
    this.line = line;
    this.recorder = recorder;
    this.recorded = new RecordedTransport(line, recorder);
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    return recorded.read(target, timeout);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    recorded.write(bytes);
  }

  @Override
  public boolean discardInput() throws TransportException {
    return recorded.discardInput();
  }

  @Override
  public void speed(int baud) throws TransportException {
    line.speed(baud);
    recorder.remark(baud + " baud");
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
  public boolean backsUp() {
    return line.backsUp();
  }

  @Override
  public void close() {
    recorded.close();
  }
}
