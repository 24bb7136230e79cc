package io.lamina.jobs.cluster;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A version of Spark. Lamina is compiled with the newest of those that it runs on; the others were
 * tried (docs/distribution.md).
 *
 * @param text such as {@code 4.2.0}
 */
record SparkVersion(String text) {
  private static final List<String> SUPPORTED = List.of("4.0", "4.1", "4.2");

  SparkVersion {
    requireNonNull(text, "text is null");
  }

  /**
   * @throws ClusterException if Lamina does not run on it: without this, a method that it lacks
   *     would end the run somewhere
   */
  void requireSupported() {
    if (SUPPORTED.stream().noneMatch(line -> text.startsWith(line + "."))) {
      throw new ClusterException(
          "this is Spark "
              + text
              + ", and Lamina runs on Spark "
              + String.join(", ", SUPPORTED)
              + " (set SPARK_HOME to one of these, or use the Spark of the distribution)");
    }
  }
}
