package io.github.meter4j.output;

import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON (RFC 8259), in ASCII: whatever does not print is escaped, so that no
 * console or pipe can spoil it. For one thread; the caller keeps brackets balanced.
 */
public final class JsonWriter {
  private final StringBuilder text = new StringBuilder(1024);
  private boolean first = true;

  /** A writer with nothing written. */
  public JsonWriter() {}

  /**
   * Opens an object, as a member or an element.
   *
   * @param name the name of the member, or an empty text for an element
   * @return this writer
   */
  public JsonWriter openObject(String name) {
    return open(name, '{');
  }

  /**
   * Opens an array, as a member or an element.
   *
   * @param name the name of the member, or an empty text for an element
   * @return this writer
   */
  public JsonWriter openArray(String name) {
    return open(name, '[');
  }

  private JsonWriter open(String name, char bracket) {
    name(name);
    text.append(bracket);
    first = true;
    return this;
  }

  /**
   * Closes an object.
   *
   * @return this writer
   */
  public JsonWriter closeObject() {
    return close('}');
  }

  /**
   * Closes an array.
   *
   * @return this writer
   */
  public JsonWriter closeArray() {
    return close(']');
  }

  private JsonWriter close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  /**
   * Writes a text.
   *
   * @param name the name of the member, or an empty text for an element
   * @param value the text, or null
   * @return this writer
   */
  public JsonWriter text(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /**
   * Writes a whole number.
   *
   * @param name the name of the member, or an empty text for an element
   * @param value the number
   * @return this writer
   */
  public JsonWriter number(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /**
   * Writes a truth.
   *
   * @param name the name of the member, or an empty text for an element
   * @param value true or false
   * @return this writer
   */
  public JsonWriter truth(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  private void name(String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    if (!name.isEmpty()) {
      quote(name);
      text.append(':');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char ch = value.charAt(i);
      switch (ch) {
        case '"', '\\' -> text.append('\\').append(ch);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (ch >= ' ' && ch <= '~') {
            text.append(ch);
          } else {
            String digits = Integer.toHexString(ch);
            text.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
          }
        }
      }
    }
    text.append('"');
  }

  /** What was written. */
  @Override
  public String toString() {
    return text.toString();
  }
}
