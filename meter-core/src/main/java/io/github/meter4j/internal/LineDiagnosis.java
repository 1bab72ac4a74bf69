package io.github.meter4j.internal;

import io.github.meter4j.reading.Fault;
import java.nio.ByteBuffer;
import java.util.List;

/** Looks at bytes that gave no reading and says what they look like. */
public final class LineDiagnosis {
  private static final int ENOUGH = 32;

  private long bytes;
  private long highBit;
  private long printable;
  private long printableWithoutHighBit;
  private long evenParity;

  /** Takes bytes into account. */
  public void add(ByteBuffer chunk) {
    while (chunk.hasRemaining()) {
      int b = chunk.get() & 0xff;
      bytes++;
      highBit += b >> 7;
      printable += isText(b) ? 1 : 0;
      printableWithoutHighBit += isText(b & 0x7f) ? 1 : 0;
      evenParity += Integer.bitCount(b) % 2 == 0 ? 1 : 0;
    }
  }

  private static boolean isText(int b) {
    return (b >= ' ' && b <= '~') || b == '\r' || b == '\n';
  }

  /** How many bytes there were. */
  public long bytes() {
    return bytes;
  }

  /** What it looks like and the next thing to try. */
  public String hint(List<Fault> faults) {
    if (bytes == 0) {
      return "open, 0 bytes came: is the cable plugged in, is the meter's port switched on, and is"
          + " its data-request pin high?";
    }
    String seen = bytes + (bytes == 1 ? " byte" : " bytes") + " came, ";
    if (looksLikeSevenBits()) {
      return seen + "no frame: looks like 7E1 read as 8N1, add format=7E1";
    }
    if (!faults.isEmpty()) {
      return seen + "none of it a good frame; the last fault was " + faults.get(faults.size() - 1);
    }
    if (bytes < ENOUGH) {
      return seen + "too few for a frame: wait longer than the meter's period";
    }
    if (printable * 10 < bytes * 7) {
      return seen + "mostly no text: wrong speed, or an encrypted or binary protocol?";
    }
    return seen
        + "text but no complete frame: another protocol, or a telegram longer than the"
        + " timeout?";
  }

  /** Asked first: a decoder finds faults in such bytes too, which would not help anybody. */
  private boolean looksLikeSevenBits() {
    return bytes >= ENOUGH
        && highBit * 5 > bytes
        && evenParity * 20 >= bytes * 19
        && printableWithoutHighBit * 20 >= bytes * 19;
  }
}
