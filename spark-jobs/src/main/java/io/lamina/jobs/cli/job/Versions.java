package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.RunIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;
import picocli.CommandLine;

/** The versions of Lamina and of what it runs on. */
public final class Versions implements CommandLine.IVersionProvider {
  private static final String SPARK = "spark";

  /** Name to version. */
  Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put(RunIdentity.LAMINA, lamina());
    versions.put("java", System.getProperty("java.version"));
    versions.put(SPARK, spark());
    versions.put("hadoop", VersionInfo.getVersion());
    return versions;
  }

  /**
   * Lamina's, Spark's, and those of the libraries that compute: what can change the bits of a run.
   *
   * @param libraries name to version
   */
  Map<String, String> ofComputation(Map<String, String> libraries) {
    Map<String, String> versions = new TreeMap<>(libraries);
    versions.put(RunIdentity.LAMINA, lamina());
    versions.put(SPARK, spark());
    return versions;
  }

  private static String spark() {
    return package$.MODULE$.SPARK_VERSION();
  }

  /** Known where Lamina runs from its jar. */
  String lamina() {
    return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return all().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .toArray(String[]::new);
  }
}
