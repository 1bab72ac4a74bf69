package io.github.meter4j.modbus;

import java.util.HexFormat;

/** Frames as hexadecimal text. */
final class Frames {
  private Frames() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static String text(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
  }
}
