package io.lamina.jobs.data.source;

import java.util.Locale;

/**
 * A number of things, in words: "1 example", "2,000 examples".
 *
 * @param count how many
 * @param noun what one of them is called, with an s for more
 */
public record Counted(long count, String noun) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
