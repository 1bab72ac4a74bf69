package io.github.meter4j.dsmr.captures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A telegram read in the plainest way there is, to compare with: split at line ends and
 * parentheses. It knows only clean telegrams.
 */
record PlainTelegram(String text) {

  /** A code and its groups. */
  record Line(String id, List<String> groups) {}

  static List<PlainTelegram> all(byte[] file) {
    List<PlainTelegram> telegrams = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : new String(file, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
      text.append(line);
      if (line.startsWith("!")) {
        telegrams.add(new PlainTelegram(text.substring(text.indexOf("/"))));
        text.setLength(0);
      }
    }
    return telegrams;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean hasChecksum() {
    return !text.substring(text.lastIndexOf('!') + 1).isBlank();
  }

  List<Line> lines() {
    String body = text.substring(text.indexOf('\n') + 1, text.lastIndexOf('!'));
    List<Line> lines = new ArrayList<>();
    // A value on a line of its own goes on with the line above.
    for (String line : body.replace(")\r\n(", ")(").split("\r\n")) {
      if (!line.isEmpty()) {
        int open = line.indexOf('(');
        String groups = line.substring(open + 1, line.length() - 1);
        lines.add(new Line(line.substring(0, open), Arrays.asList(groups.split("\\)\\(", -1))));
      }
    }
    return lines;
  }
}
