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

  /** What Hadoop, Spark and their committers write beside data. */
  private static final Pattern NO_DATA =
      Pattern.compile("_SUCCESS|_metadata|_common_metadata|_(committed|started)_.*|\\..*\\.crc");

  /** Whether it is known to be no data, so that nobody misses it. */
  boolean isNoData() {
    return NO_DATA.matcher(name).matches();
  }

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
