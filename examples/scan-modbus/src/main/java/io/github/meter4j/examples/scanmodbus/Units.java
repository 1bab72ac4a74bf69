package io.github.meter4j.examples.scanmodbus;

import java.util.SortedSet;
import java.util.TreeSet;

/** Reads unit numbers as people write them: {@code 1-10,17}. */
final class Units {
  private static final int LOWEST = 1;
  private static final int HIGHEST = 247;

  private Units() {}

  static SortedSet<Integer> parse(String text) {
    SortedSet<Integer> units = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      int first = number(ends[0], text);
      int last = ends.length == 1 ? first : number(ends[1], text);
      if (ends.length > 2 || first > last) {
        throw wrong(text);
      }
      for (int unit = first; unit <= last; unit++) {
        units.add(unit);
      }
    }
    return units;
  }

  private static int number(String digits, String text) {
    try {
      int number = Integer.parseInt(digits.strip());
      if (number >= LOWEST && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        '"' + text + "\" are no units from 1 to 247, written as in 1-10,17");
  }
}
