package io.github.meter4j.examples.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Telegrams made by hand, with checksums from a few lines of their own. */
final class Telegrams {
  private Telegrams() {}

  /** Lines with CR LF, the end mark and the right checksum. */
  static byte[] telegram(String... lines) {
    byte[] text = bytes(String.join("\r\n", lines) + "\r\n!");
    String sum = String.format(Locale.ROOT, "%04X\r\n", crc(text));
    return join(text, bytes(sum));
  }

  /** CRC-16/ARC, bit by bit. */
  static int crc(byte[] text) {
    int crc = 0;
    for (byte b : text) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0xa001;
      }
    }
    return crc;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  /** A telegram with everything that the form has a place for. */
  static byte[] everything() {
    return telegram(
        "/XMP5\\2EXAMPLE \"1\"",
        "",
        "1-3:0.2.8(50)",
        "0-0:1.0.0(241027023000S)",
        "1-0:1.8.1(000004.426*kWh)",
        "1-0:1.7.0(00.638*kW)",
        "1-0:1.7.0(00.639*kW)",
        "9-9:9.9.9(what*is*this)()",
        "1-0:0.2.0((ER11))",
        "0-0:96.7.21(00004)",
        "0-0:96.13.0(a\tb)",
        "1-0:32.7.0(0230.x*V)",
        "this is no object",
        "0-1:24.1.0(003)",
        "0-1:24.3.0(121030140000)(00)(60)(1)(0-1:24.2.1)(m\u00b3)",
        "(00001.001)",
        "0-2:24.1.0(007)",
        "0-2:24.2.1(241027023000W)(00872.234*m\u00b3)");
  }

  /** The shortest telegram that has a value. */
  static byte[] small(String ident, String watts) {
    return telegram("/XMP5" + ident, "", "1-0:1.7.0(" + watts + "*kW)");
  }
}
