package io.github.meter4j.iec62056;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bytes for tests: our own vectors, and texts. */
final class Bits {
  private Bits() {}

  /** A file of {@code src/test/resources/vectors}. */
  static byte[] vector(String name) {
    try (InputStream in = Bits.class.getResourceAsStream("/vectors/" + name + ".bin")) {
      if (in == null) {
        throw new AssertionError("no vector " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A pushed telegram of an eBZ with these lines. */
  static byte[] push(String... lines) {
    return bytes("/EBZ5DD3\r\n\r\n" + String.join("\r\n", lines) + "\r\n!\r\n");
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
