package io.github.meter4j.modbus;

/** Frames written in hexadecimal. */
public final class Hex {
  private Hex() {}

  /** The registers of an answer: unit, function, length, data, checksum. */
  static int[] answer(String frame) {
    String[] bytes = frame.strip().split("\\s+");
    int[] words = new int[(bytes.length - 5) / 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.parseInt(bytes[3 + 2 * i] + bytes[4 + 2 * i], 16);
    }
    return words;
  }

  /** The words of a text such as {@code 0000 1C7B}. */
  public static int[] words(String text) {
    String[] words = text.strip().split("\\s+");
    int[] values = new int[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(words[i], 16);
    }
    return values;
  }
}
