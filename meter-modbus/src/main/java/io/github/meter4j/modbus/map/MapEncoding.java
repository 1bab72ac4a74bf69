package io.github.meter4j.modbus.map;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The text of a map from the bytes of its file. */
final class MapEncoding {
  private MapEncoding() {}

  /**
   * Decodes UTF-8. Other encodings are refused with the place: a spreadsheet saves in them, and the
   * degree sign of a unit or the title of the meter would be wrong.
   *
   * @throws IllegalArgumentException when the bytes are in another encoding
   */
  static String text(String map, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String byteText = String.format(Locale.ROOT, "%02X", bytes[in.position()]);
      throw refused(
          map, text, "byte " + byteText + " is no UTF-8, and probably Latin-1 or Windows-1252");
    }
    int zero = text.indexOf('\0');
    if (zero >= 0) {
      throw refused(map, text.substring(0, zero), "a zero byte is no text, and probably UTF-16");
    }
    return text;
  }

  private static IllegalArgumentException refused(String map, String before, String problem) {
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    return new MapLine(map, line, "").error(column, problem + ": save the file as UTF-8");
  }
}
