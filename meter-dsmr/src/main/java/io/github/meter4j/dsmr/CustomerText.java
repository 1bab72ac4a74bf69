package io.github.meter4j.dsmr;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Reads a text for the customer: hexadecimal digits of its characters, or the text itself. */
final class CustomerText {
  private CustomerText() {}

  /** The text, or empty where it is nothing but fill. */
  static Optional<String> of(String sent) {
    String digits = sent.replaceAll("[\r\n]", ""); // a bridge may have broken the long line
    if (sent.isBlank() || isFill(digits)) {
      return Optional.empty();
    }
    if (digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]+")) {
      return Optional.of(sent);
    }
    String text = new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    return text.chars().allMatch(CustomerText::prints)
        ? Optional.of(text.strip()).filter(printed -> !printed.isEmpty())
        : Optional.of(digits);
  }

  /** Line ends and tabs stand in long texts. */
  private static boolean prints(int ch) {
    return (ch >= ' ' && ch <= '~') || ch == '\r' || ch == '\n' || ch == '\t';
  }

  /** Hungarian meters fill the text with FF, as bytes or as digits. */
  private static boolean isFill(String text) {
    return text.chars().allMatch(ch -> ch == 0xff)
        || (text.length() % 2 == 0 && text.chars().allMatch(ch -> ch == 'F' || ch == 'f'));
  }
}
