package io.lamina.jobs.data.source;

import java.util.regex.Pattern;

/**
 * What a file or directory is by its name alone.
 *
 * @param name without the directories before it
 */
record FileName(String name) {
  /** Endings by which Hadoop, Flume, Flink, browsers and copying tools mark what is not whole. */
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "_temporary|.*\\.(_COPYING_|tmp|temp|inprogress(\\..*)?|incomplete|partial|filepart"
              + "|crdownload)",
          Pattern.CASE_INSENSITIVE);

  /** Whether somebody is still writing it. */
  boolean isUnfinished() {
    return UNFINISHED.matcher(name).matches();
  }

  /**
   * Whether Hadoop and Spark pass it over. A directory such as {@code _day=3} is a partition of a
   * table.
   */
  boolean isHidden(boolean directory) {
    return name.startsWith(".") || (name.startsWith("_") && !(directory && name.contains("=")));
  }

  /** The name without what hides it. */
  String shown() {
    return name.replaceFirst("^[._]+", "");
  }
}
