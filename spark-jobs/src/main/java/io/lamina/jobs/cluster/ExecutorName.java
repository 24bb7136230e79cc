package io.lamina.jobs.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people know an executor by.
 *
 * @param id its number
 * @param host where it runs
 */
public record ExecutorName(String id, String host) {
  private static final Pattern TEXT = Pattern.compile("executor (\\S+) on (.*)");

  /**
   * The one that is called so.
   *
   * @param text as {@link #toString} gives it; the end of the host may be missing
   */
  public static ExecutorName of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no executor's name: '" + text + "'");
    }
    return new ExecutorName(matcher.group(1), matcher.group(2));
  }

  @Override
  public String toString() {
    return "executor " + id + " on " + host;
  }
}
