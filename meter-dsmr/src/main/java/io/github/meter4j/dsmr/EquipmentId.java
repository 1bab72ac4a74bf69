package io.github.meter4j.dsmr;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The identifier of a meter: P1 sends most of them as hexadecimal digits of their characters.
 *
 * @param raw the text as sent
 * @param text what it stands for: the characters where every one of them prints, otherwise the text
 *     as sent
 */
public record EquipmentId(String raw, String text) {

  static EquipmentId of(String raw) {
    return new EquipmentId(raw, decoded(raw));
  }

  /** The characters behind hexadecimal text, or the text itself where they do not all print. */
  static String decoded(String raw) {
    if (raw.length() % 2 != 0 || raw.isEmpty() || !isHex(raw)) {
      return raw;
    }
    byte[] bytes = HexFormat.of().parseHex(raw);
    for (byte b : bytes) {
      if (b < ' ' || b > '~') {
        return raw;
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII).strip();
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(ch -> ch < 128 && Character.digit(ch, 16) >= 0);
  }

  boolean matches(String id) {
    return text.equals(id) || raw.equals(id);
  }

  /** What it stands for. */
  @Override
  public String toString() {
    return text;
  }
}
