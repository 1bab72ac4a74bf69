package io.github.meter4j.rigs.machine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What the scenarios printed on the machine's console: steps, begun by {@code STEP name}, of
 * entries as in {@code COUNT meter=0 count=7}.
 */
record Console(List<Entry> entries) {

  /** One line that begins with a word in capital letters. */
  record Entry(String step, String kind, Map<String, String> values, String line) {

    String text(String key) {
      String value = values.get(key);
      if (value == null) {
        throw new NoSuchElementException("no " + key + " in: " + line);
      }
      return value;
    }

    long number(String key) {
      return Long.parseLong(text(key));
    }

    BigDecimal decimal(String key) {
      return new BigDecimal(text(key));
    }

    /** The least, the mean and the greatest of a span, as in {@code high_us=30000/30068/30211}. */
    long[] span(String key) {
      String[] parts = text(key).split("/");
      return new long[] {
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])
      };
    }

    @Override
    public String toString() {
      return line;
    }
  }

  static Console parse(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    String step = "";
    for (String line : lines) {
      String[] words = line.split(" ");
      if (!words[0].matches("[A-Z]+")) {
        continue;
      }
      if (words[0].equals("STEP") && words.length == 2) {
        step = words[1];
        continue;
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals > 0) {
          values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
      }
      entries.add(new Entry(step, words[0], Map.copyOf(values), line));
    }
    return new Console(List.copyOf(entries));
  }

  /** The entries of a kind in a step, in order. */
  List<Entry> all(String step, String kind) {
    return entries.stream()
        .filter(entry -> entry.step().equals(step) && entry.kind().equals(kind))
        .toList();
  }

  /** The entries of a kind in a step that have the value. */
  List<Entry> all(String step, String kind, String key, String value) {
    return all(step, kind).stream().filter(entry -> value.equals(entry.values().get(key))).toList();
  }

  /** The only such entry. */
  Entry only(String step, String kind, String key, String value) {
    List<Entry> found = all(step, kind, key, value);
    if (found.size() != 1) {
      throw new NoSuchElementException(
          found.size() + " lines " + kind + " with " + key + "=" + value + " in step " + step);
    }
    return found.get(0);
  }

  /** By how much the count of the first meter grew from the first to the last line of the step. */
  long counted(String step) {
    return grown(step, "count");
  }

  /** By how much a number of the first meter grew from the first to the last line of the step. */
  long grown(String step, String key) {
    List<Entry> counts = all(step, "COUNT", "meter", "0");
    if (counts.size() < 2) {
      throw new NoSuchElementException(counts.size() + " counts in step " + step);
    }
    return counts.get(counts.size() - 1).number(key) - counts.get(0).number(key);
  }
}
