package io.github.meter4j;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Lines that end in LF; one that starts with ! is damaged, an empty one means nothing. */
public final class LineDecoder implements FrameDecoder<LineReading> {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long start;

  public LineDecoder() {}

  @Override
  public void feed(ByteBuffer bytes, Instant receivedAt, ReadingSink<? super LineReading> sink) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '%') {
        throw new NoClassDefFoundError("test: a library that is not there");
      }
      if (b == '#') {
        throw new IllegalStateException("a decoder with a bug");
      }
      if (b == '\n') {
        end(receivedAt, sink);
      } else {
        line.write(b);
      }
    }
  }

  private void end(Instant receivedAt, ReadingSink<? super LineReading> sink) {
    String text = line.toString(StandardCharsets.ISO_8859_1);
    int length = text.length() + 1;
    if (text.isEmpty()) {
      sink.skipped(start, length);
    } else if (text.startsWith("!")) {
      sink.rejected(new Fault(Fault.Kind.CHECKSUM, "damaged", start, length, 1, 1, text));
    } else {
      sink.reading(new LineReading(text, receivedAt), start, length);
    }
    line.reset();
    start += length;
  }

  @Override
  public void silence(ReadingSink<? super LineReading> sink) {
    // a line has an end mark
  }

  @Override
  public void end(ReadingSink<? super LineReading> sink) {
    if (line.size() > 0) {
      byte[] rest = line.toByteArray();
      sink.rejected(Fault.ofSpan(Fault.Kind.FRAMING, "no line end", start, rest, 0, rest.length));
      reset();
    }
  }

  @Override
  public void reset() {
    start += line.size();
    line.reset();
  }
}
