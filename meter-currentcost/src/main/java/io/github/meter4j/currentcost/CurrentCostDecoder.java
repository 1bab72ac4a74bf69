package io.github.meter4j.currentcost;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a stream of messages of any Current Cost display. Pure computation, for one thread at a
 * time. Messages have no checksum: one whose elements are not properly nested is rejected, and a
 * value that cannot be read is absent and a fault of its message.
 */
public final class CurrentCostDecoder implements FrameDecoder<CurrentCostMessage> {
  private final CurrentCostSettings settings;
  private final MessageFramer framer;
  private final MessageScanner scanner = new MessageScanner();
  private @Nullable ReadingSink<? super CurrentCostMessage> sink;

  /**
   * A decoder.
   *
   * @param settings how to decode
   */
  public CurrentCostDecoder(CurrentCostSettings settings) {
    this.settings = settings;
    this.framer = new MessageFramer(settings.maxMessage(), new Messages());
  }

  @Override
  public void feed(
      ByteBuffer bytes, Instant receivedAt, ReadingSink<? super CurrentCostMessage> sink) {
    this.sink = sink;
    framer.feed(bytes, receivedAt);
    this.sink = null;
  }

  /** Does nothing: a message ends with its end tag. */
  @Override
  public void silence(ReadingSink<? super CurrentCostMessage> sink) {
    // nothing is held back that could be delivered
  }

  @Override
  public void end(ReadingSink<? super CurrentCostMessage> sink) {
    this.sink = sink;
    framer.end();
    this.sink = null;
  }

  @Override
  public void reset() {
    framer.reset();
  }

  private void message(byte[] buffer, int from, int to) {
    byte[] frame = Arrays.copyOfRange(buffer, from, to);
    MessageText text = MessageText.isText(frame) ? null : MessageText.of(frame);
    byte[] bytes = text == null ? frame : text.bytes();
    Fields fields = new Fields(bytes, frame, text, framer.offset(from));
    MessageValues values = new MessageValues(bytes, fields);
    if (!scanner.scan(bytes, values)) {
      reject(frame, from, String.valueOf(scanner.problem()), fields.place(scanner.problemAt()));
    } else if (!values.complete()) {
      reject(frame, from, "a message without a value of channels, impulses or history", 0);
    } else if (sink != null) {
      CurrentCostMessage message =
          new CurrentCostMessage(frame, values, framer.messageAt(), settings.source());
      sink.reading(message, framer.offset(from), to - from);
    }
  }

  private void reject(byte[] frame, int from, String why, int place) {
    if (sink != null) {
      String text = Bytes.text(frame, 0, frame.length);
      sink.rejected(
          new Fault(Fault.Kind.SYNTAX, why, framer.offset(from), frame.length, 1, place + 1, text));
    }
  }

  private final class Messages implements MessageFramer.Output {
    @Override
    public void message(byte[] buffer, int from, int to) {
      CurrentCostDecoder.this.message(buffer, from, to);
    }

    @Override
    public void skipped(long offset, int length) {
      if (sink != null) {
        sink.skipped(offset, length);
      }
    }

    @Override
    public void rejected(Fault fault) {
      if (sink != null) {
        sink.rejected(fault);
      }
    }
  }
}
