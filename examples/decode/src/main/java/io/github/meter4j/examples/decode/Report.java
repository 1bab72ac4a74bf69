package io.github.meter4j.examples.decode;

import io.github.meter4j.MeterReader;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;

/** Writes what was found in one file. Bytes outside frames count too, unless they are fill. */
abstract class Report implements ReadingSink<Reading> {
  private final String file;
  private final Output out;
  private final UnclaimedBytes unclaimed = new UnclaimedBytes();
  private boolean atEnd;

  Report(String file, Output out) {
    this.file = file;
    this.out = out;
  }

  String file() {
    return file;
  }

  /** Everything that comes from now on is the rest of the file. */
  void atEnd() {
    atEnd = true;
  }

  abstract void frame(Reading reading, long offset, int length);

  abstract void notDelivered(Fault fault);

  @Override
  public void received(ByteBuffer chunk) {
    unclaimed.add(chunk);
  }

  @Override
  public void reading(Reading reading, long offset, int length) {
    frame(reading, offset, length);
    unclaimed.claim(offset + length);
  }

  @Override
  public void rejected(Fault fault) {
    boolean known = fault.kind() == Fault.Kind.DECRYPTION;
    notDelivered(known ? fault : named(fault, unclaimed.copy(fault.offset(), fault.length())));
    unclaimed.claim(fault.offset() + fault.length());
  }

  @Override
  public void skipped(long offset, int length) {
    byte[] bytes = unclaimed.copy(offset, length);
    if (bytes.length < length || !isFill(bytes)) {
      String message =
          length
              + (length == 1 ? " byte" : " bytes")
              + (atEnd
                  ? " without a telegram"
                  : " before the first telegram: other data, or the rest of one cut off before");
      String excerpt = Fault.visible(bytes, 0, bytes.length);
      Fault fault = new Fault(Fault.Kind.FRAMING, message, offset, length, 0, 0, excerpt);
      notDelivered(named(fault, bytes));
    }
    unclaimed.claim(offset + length);
  }

  /** With the name of the protocol that the bytes belong to, where it is another one. */
  private static Fault named(Fault fault, byte[] bytes) {
    return MeterReader.protocolOf(bytes)
        .map(
            protocol ->
                new Fault(
                    fault.kind(),
                    fault.message() + "; looks like " + protocol,
                    fault.offset(),
                    fault.length(),
                    fault.line(),
                    fault.column(),
                    fault.excerpt()))
        .orElse(fault);
  }

  /** Line ends, NUL, 0xFF, blanks and DEL, also as they look with a parity bit. */
  private static boolean isFill(byte[] bytes) {
    for (byte b : bytes) {
      switch (b & 0x7f) {
        case '\r', '\n', 0, ' ', 0x7f -> {}
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  void write(String text) {
    out.print(text);
  }

  void flush() {
    out.flush();
  }
}
