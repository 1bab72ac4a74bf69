package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import java.io.ByteArrayOutputStream;

/** Restores the line ends of DSMR 5.0.2, section 6.2, in a telegram that went through an editor. */
final class LineEndRepair {
  private LineEndRepair() {}

  /**
   * The bytes from the slash up to and with the end mark: CR LF after each line, one empty line
   * after the identification, no other empty line.
   */
  static byte[] repair(byte[] buffer, int from, int mark) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(mark - from + 64);
    int at = from;
    while (at < mark) {
      int end = Bytes.lineEnd(buffer, at, mark);
      if (end > at) {
        out.write(buffer, at, end - at);
        out.write('\r');
        out.write('\n');
        if (at == from) {
          out.write('\r');
          out.write('\n');
        }
      }
      at = end + 1;
    }
    out.write('!');
    return out.toByteArray();
  }
}
