package io.github.meter4j.modbus.bus;

import java.util.HexFormat;

/** Frames as hexadecimal text. */
public final class Frames {
  private Frames() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  public static String text(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
  }
}
