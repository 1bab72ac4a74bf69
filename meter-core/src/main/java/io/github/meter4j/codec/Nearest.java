package io.github.meter4j.codec;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that somebody who mistyped probably meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * A suggestion for a mistyped word.
   *
   * @param word what was typed
   * @param known the words that exist
   * @return {@code ", did you mean "x"?"} or an empty text when none is near
   */
  public static String suggestion(String word, Collection<String> known) {
    String best = "";
    int least = Math.max(2, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(lower(word), lower(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : ", did you mean \"" + best + "\"?";
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** The number of single-character insertions, deletions and replacements between two words. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
