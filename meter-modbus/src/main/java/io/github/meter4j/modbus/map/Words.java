package io.github.meter4j.modbus.map;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words and addresses as text. */
final class Words {
  private Words() {}

  static String hex(int word) {
    return String.format(Locale.ROOT, "%04X", word);
  }

  static String hex(int[] words) {
    return hex(Arrays.stream(words).boxed().toList());
  }

  static String hex(List<Integer> words) {
    return words.stream().map(Words::hex).collect(Collectors.joining(" "));
  }
}
