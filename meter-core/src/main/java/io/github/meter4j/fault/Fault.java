package io.github.meter4j.fault;

/**
 * Something in the bytes of a meter that is not as it should be: a value, never thrown.
 *
 * @param kind what sort of thing is wrong
 * @param message what is wrong and, where it can be said, what to do about it
 * @param offset where the affected bytes start, counted from the start of the stream
 * @param length how many bytes are affected
 * @param line the line within the frame, from 1, or 0 when the place is not a line
 * @param column the column in that line, from 1, or 0 when the place is not a line
 * @param excerpt the line or the bytes around the place; control characters become dots, and of
 *     more than {@value #MAX_EXCERPT} characters those that show the place are kept
 */
public record Fault(
    Kind kind, String message, long offset, int length, int line, int column, String excerpt) {
  /** The longest excerpt that is kept. */
  public static final int MAX_EXCERPT = 160;

  /** What sort of thing is wrong. */
  public enum Kind {
    /** Bytes that belong to no complete frame. */
    FRAMING,
    /** The checksum does not match, is missing where it has to be, or cannot be read. */
    CHECKSUM,
    /** Longer than the limits allow. */
    LIMIT,
    /** Text that does not follow the grammar. */
    SYNTAX,
    /** A value that cannot be read as what it has to be. */
    VALUE,
    /** A unit that is missing, unknown or does not fit. */
    UNIT,
    /** One code with two different values. */
    DUPLICATE,
    /** An encrypted frame that cannot be opened. */
    DECRYPTION,
    /** A meter that was asked did not answer. */
    NO_ANSWER,
    /** A meter that was asked answered with a refusal. */
    REFUSED
  }

  /**
   * Makes the texts printable and cuts the excerpt, which may be given as the whole line.
   *
   * @param kind what sort of thing is wrong
   * @param message what is wrong
   * @param offset where the affected bytes start
   * @param length how many bytes are affected
   * @param line the line within the frame
   * @param column the column in that line
   * @param excerpt the line or the bytes around the place
   */
  public Fault {
    message = printable(message);
    if (excerpt.length() > MAX_EXCERPT) {
      // a place behind the limit becomes the last character, where explain() puts the caret
      int end = Math.max(MAX_EXCERPT, Math.min(column, excerpt.length()));
      excerpt = excerpt.substring(end - MAX_EXCERPT, end);
    }
    excerpt = printable(excerpt);
  }

  /**
   * The same fault further on in a stream.
   *
   * @param bytes how much further
   * @return the fault
   */
  public Fault movedBy(long bytes) {
    return new Fault(kind, message, offset + bytes, length, line, column, excerpt);
  }

  /**
   * A fault about a span of bytes as a whole.
   *
   * @param kind what sort of thing is wrong
   * @param message what is wrong
   * @param offset where the span starts in the stream
   * @param bytes the bytes, of which the start is kept as the excerpt
   * @param from where the span starts in {@code bytes}
   * @param length how long the span is
   * @return the fault
   */
  public static Fault ofSpan(
      Kind kind, String message, long offset, byte[] bytes, int from, int length) {
    return new Fault(kind, message, offset, length, 0, 0, visible(bytes, from, length));
  }

  /**
   * Bytes as text to look at: ISO 8859-1 with a dot for everything that does not print, cut at
   * {@value #MAX_EXCERPT} characters.
   *
   * @param bytes the bytes
   * @param from the first of them
   * @param length how many
   * @return printable text
   */
  public static String visible(byte[] bytes, int from, int length) {
    int end = from + Math.min(length, MAX_EXCERPT);
    StringBuilder text = new StringBuilder();
    for (int i = from; i < end; i++) {
      text.append(printable((char) (bytes[i] & 0xff)));
    }
    return text.toString();
  }

  private static String printable(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      visible.append(printable(text.charAt(i)));
    }
    return visible.toString();
  }

  private static char printable(char ch) {
    return Character.isISOControl(ch) ? '.' : ch;
  }

  /**
   * The fault over several lines, with a caret under the place.
   *
   * @return text for a person, lines ending in LF
   */
  public String explain() {
    StringBuilder text = new StringBuilder();
    text.append(kind).append(": ").append(message).append('\n');
    if (excerpt.isEmpty()) {
      return text.toString();
    }
    String place = line > 0 ? "line " + line + " | " : "byte " + offset + " | ";
    text.append("  ").append(place).append(excerpt).append('\n');
    if (column > 0) {
      int caret = Math.min(column, Math.min(MAX_EXCERPT, excerpt.length() + 1));
      text.append(" ".repeat(2 + place.length() + caret - 1)).append("^\n");
    }
    return text.toString();
  }

  /** One line: kind, message and place. */
  @Override
  public String toString() {
    String place = line > 0 ? " (line " + line + ", column " + column + ")" : "";
    return kind + ": " + message + place + " at byte " + offset;
  }
}
