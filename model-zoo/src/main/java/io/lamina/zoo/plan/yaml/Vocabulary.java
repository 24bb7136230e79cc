package io.lamina.zoo.plan.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Words among which a misspelt one is looked for.
 *
 * @param words the right ones
 */
public record Vocabulary(Collection<String> words) {
  private static final int FARTHEST = 2;

  /** The word that was probably meant, if one is near. Case, dashes and underscores don't count. */
  public Optional<String> nearest(String misspelt) {
    return words.stream()
        .filter(word -> distance(word, misspelt) <= Math.min(FARTHEST, word.length() / 2))
        .min(Comparator.comparingInt(word -> distance(word, misspelt)));
  }

  private static int distance(String one, String other) {
    String a = bare(one);
    String b = bare(other);
    // Levenshtein's distance, a row at a time.
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
