package io.github.meter4j.iec62056;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The identification line of a meter, taken apart: {@code ISk5\2MT382-1000} is maker {@code ISk},
 * speed {@code 5}, escape {@code 2} and the meter's own text {@code MT382-1000}.
 *
 * @param text the line without its slash, as sent
 * @param manufacturer the three letters of the maker; case matters
 * @param baudCharacter the character for the speed, or NUL where the line is too short
 * @param escapes the characters behind backslashes: 2 offers the binary protocol of mode E
 * @param model the meter's own text
 */
public record Identification(
    String text, String manufacturer, char baudCharacter, List<Character> escapes, String model) {
  private static final int LETTERS = 3;

  /** IEC 62056-21, identification message: the longest text of the maker's own. */
  private static final int LONGEST_MODEL = 16;

  /**
   * Makes the list unmodifiable.
   *
   * @param text the line without its slash, as sent
   * @param manufacturer the three letters of the maker
   * @param baudCharacter the character for the speed
   * @param escapes the characters behind backslashes
   * @param model the meter's own text
   */
  public Identification {
    escapes = List.copyOf(escapes);
  }

  /**
   * Takes a line apart; every text can be taken apart somehow.
   *
   * @param line the line, with or without its slash
   * @return the identification
   */
  public static Identification parse(String line) {
    String text = line.startsWith("/") ? line.substring(1) : line;
    String maker = text.substring(0, Math.min(LETTERS, text.length()));
    char baud = text.length() > LETTERS ? text.charAt(LETTERS) : 0;
    List<Character> escapes = new ArrayList<>();
    int at = Math.min(LETTERS + 1, text.length());
    while (at + 1 < text.length() && text.charAt(at) == '\\') {
      escapes.add(text.charAt(at + 1));
      at += 2;
    }
    return new Identification(text, maker, baud, escapes, text.substring(at));
  }

  /**
   * Whether a line has the form of the standard: three letters, a character for the speed, any
   * number of escapes of two characters, and up to sixteen characters of text. Parentheses are
   * refused too: with them a data set has run into the line.
   *
   * @param bytes without bit 7
   * @param from where the letters start, behind the slash
   * @param to where the line ends
   */
  static boolean isStandard(byte[] bytes, int from, int to) {
    int text = from + LETTERS + 1;
    if (to < text) {
      return false;
    }
    for (int i = from; i < to; i++) {
      boolean good = i < from + LETTERS ? isLetter(bytes[i]) : isText(bytes[i]);
      if (!good) {
        return false;
      }
    }
    while (text + 1 < to && bytes[text] == '\\') {
      text += 2;
    }
    return to - text <= LONGEST_MODEL;
  }

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  private static boolean isText(byte b) {
    return b >= ' ' && b <= '~' && b != '/' && b != '!' && b != '(' && b != ')';
  }

  /**
   * How the meter changes its speed after a request, by its baud character: {@link Mode#C} for a
   * digit, {@link Mode#B} for a letter, otherwise {@link Mode#A}. A meter that pushes its telegrams
   * (mode D) may send any character.
   *
   * @return A, B or C
   */
  public Mode mode() {
    if (baudCharacter >= '0' && baudCharacter <= '6') {
      return Mode.C;
    }
    return baudCharacter >= 'A' && baudCharacter <= 'F' ? Mode.B : Mode.A;
  }

  /**
   * The speed that the baud character stands for in modes B and C. In mode D it does not say the
   * speed in use.
   *
   * @return bits per second, or empty where the character stands for none
   */
  public OptionalInt baud() {
    return switch (mode()) {
      case C -> OptionalInt.of(baud(baudCharacter - '0'));
      case B -> OptionalInt.of(baud(baudCharacter - 'A' + 1));
      default -> OptionalInt.empty();
    };
  }

  /** The character of mode C that stands for a speed. */
  static Optional<Character> baudCharacter(int baud) {
    for (char ch = '0'; ch <= '6'; ch++) {
      if (baud(ch - '0') == baud) {
        return Optional.of(ch);
      }
    }
    return Optional.empty();
  }

  /** 300, doubled as often as it says. */
  private static int baud(int doublings) {
    return 300 << doublings;
  }

  /**
   * Whether the meter offers the binary protocol of mode E too.
   *
   * @return true for {@code \2} in the line
   */
  public boolean offersBinary() {
    return escapes.contains('2');
  }

  /**
   * Whether the meter answers within 20 ms instead of 200 ms: its third letter is a small one.
   *
   * @return true when it says so
   */
  public boolean isQuick() {
    return manufacturer.length() == LETTERS
        && manufacturer.substring(2).equals(manufacturer.substring(2).toLowerCase(Locale.ROOT))
        && Character.isLetter(manufacturer.charAt(2));
  }

  /** The line without its slash. */
  @Override
  public String toString() {
    return text;
  }
}
