package io.github.meter4j.dsmr;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Builds the bytes of telegrams by hand, right ones and wrong ones. */
final class TelegramBuilder {
  private final String ident;
  private final StringBuilder lines = new StringBuilder();
  private String blank = "\r\n";

  private TelegramBuilder(String ident) {
    this.ident = ident;
  }

  /** Starts with an identification, slash and all. */
  static TelegramBuilder telegram(String ident) {
    return new TelegramBuilder(ident);
  }

  /** An object and the texts of its groups. */
  TelegramBuilder with(String code, String... groups) {
    return line(code + '(' + String.join(")(", groups) + ')');
  }

  /** A line as it is. */
  TelegramBuilder line(String text) {
    lines.append(text).append("\r\n");
    return this;
  }

  /** What stands between the identification and the first object, instead of one empty line. */
  TelegramBuilder blank(String text) {
    blank = text;
    return this;
  }

  /** Everything up to the end mark. */
  String body() {
    return ident + "\r\n" + blank + lines;
  }

  byte[] withValidCrc() {
    return withCrc("%04X");
  }

  /** With the right checksum in another form, such as {@code %x}. */
  byte[] withCrc(String format) {
    String text = body() + '!';
    String crc = String.format(Locale.ROOT, format, ReferenceCrc.of(bytes(text)));
    return bytes(text + crc + "\r\n");
  }

  byte[] withoutCrc() {
    return bytes(body() + "!\r\n");
  }

  byte[] withoutEndMark() {
    return bytes(body());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
