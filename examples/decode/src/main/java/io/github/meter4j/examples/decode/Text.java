package io.github.meter4j.examples.decode;

import java.nio.charset.StandardCharsets;

/** The output is UTF-8 with LF, whatever the locale. */
final class Text {
  private Text() {}

  static byte[] utf8(String text) {
    return text.replace(System.lineSeparator(), "\n").getBytes(StandardCharsets.UTF_8);
  }
}
