package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.Software;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** The versions of Lamina and of what it runs on. */
public final class Versions implements CommandLine.IVersionProvider {
  private static final String SPARK = "spark";

  private final Software software = Software.here();

  /** Name to version. */
  Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put(RunIdentity.LAMINA, software.lamina());
    versions.put("java", software.java());
    versions.put(SPARK, software.spark());
    versions.put("hadoop", software.hadoop());
    return versions;
  }

  /**
   * Lamina's, Spark's, and those of the libraries that compute: what can change the bits of a run.
   *
   * @param libraries name to version
   */
  Map<String, String> ofComputation(Map<String, String> libraries) {
    Map<String, String> versions = new TreeMap<>(libraries);
    versions.put(RunIdentity.LAMINA, software.lamina());
    versions.put(SPARK, software.spark());
    return versions;
  }

  String lamina() {
    return software.lamina();
  }

  @Override
  public String[] getVersion() {
    return all().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .toArray(String[]::new);
  }
}
