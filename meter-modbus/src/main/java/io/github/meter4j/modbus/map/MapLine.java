package io.github.meter4j.modbus.map;

import io.github.meter4j.codec.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One line of a map, and what can be said about a place in it. */
final class MapLine {
  /**
   * A field of a line.
   *
   * @param text the text, without quotes and blanks around it
   * @param column where it starts in the line, from 1
   */
  record Field(String text, int column) {}

  private final String map;
  private final int number;
  private final String text;

  MapLine(String map, int number, String text) {
    this.map = map;
    this.number = number;
    this.text = text;
  }

  String text() {
    return text;
  }

  boolean isBlank() {
    return text.isBlank() || text.stripLeading().startsWith("#");
  }

  /** The fields, separated by commas; one in double quotes may contain them (RFC 4180). */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      int start = at;
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      StringBuilder field = new StringBuilder();
      if (start < text.length() && text.charAt(start) == '"') {
        at = quoted(start, field);
      } else {
        at = text.indexOf(',', start);
        at = at < 0 ? text.length() : at;
        field.append(text, start, at);
      }
      fields.add(new Field(field.toString().strip(), start + 1));
      if (at == text.length()) {
        return fields;
      }
      at++;
    }
  }

  /** Reads a field in quotes; gives the place of the comma behind it. */
  private int quoted(int start, StringBuilder field) {
    int at = start + 1;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw error(start + 1, "a quote that nothing closes");
      }
      field.append(text, at, quote);
      at = quote + 1;
      if (at == text.length() || text.charAt(at) != '"') {
        break;
      }
      field.append('"');
      at++;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) != ',') {
      throw error(at + 1, "text behind a closing quote; a quote inside is written twice");
    }
    return at;
  }

  /**
   * A hint for a line without a comma that a spreadsheet may have written with another separator.
   *
   * @return words to put behind a message; empty where there is nothing to say
   */
  String otherSeparator() {
    boolean semicolons = text.indexOf(';') >= 0;
    return text.indexOf(',') < 0 && (semicolons || text.indexOf('\t') >= 0)
        ? "; fields are separated by commas here, not by "
            + (semicolons ? "semicolons" : "tabs")
            + ": save the table with commas, and decimals with a point"
        : "";
  }

  IllegalArgumentException error(int column, String message) {
    return new IllegalArgumentException(
        "map " + map + ", line " + number + ", column " + column + ": " + message);
  }

  IllegalArgumentException unknown(int column, String what, String word, Collection<String> valid) {
    return error(
        column,
        what
            + " \""
            + word
            + "\" is not known"
            + Nearest.suggestion(word, valid)
            + "; it is one of "
            + String.join(", ", valid));
  }
}
