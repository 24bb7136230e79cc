package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.HadoopSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;

/**
 * A driver that runs in YARN ({@code --deploy-mode cluster}). Its container, with its working
 * directory, ends with it; YARN then starts it again as another attempt of the same application.
 * What an attempt leaves for the next is in the application's staging directory, which Spark
 * removes when the application ends.
 *
 * @param logs the directory of the container's logs, which YARN collects
 * @param staging the application's own directory, the same for all attempts; a Hadoop path
 */
public record YarnDriver(Path logs, String staging) {
  private static final String BEGUN = "lamina-begun";

  public YarnDriver {
    requireNonNull(logs, "logs is null");
    requireNonNull(staging, "staging is null");
  }

  /** Of this process; empty if it is none. */
  public static Optional<YarnDriver> here() {
    return of(System.getProperties(), System.getenv());
  }

  /** Of a process with these properties and this environment; empty if it is none. */
  static Optional<YarnDriver> of(Properties properties, Map<String, String> environment) {
    String logs = properties.getProperty("spark.yarn.app.container.log.dir");
    String staging = environment.get("SPARK_YARN_STAGING_DIR");
    boolean inYarn =
        properties.getProperty("spark.master", "").equals("yarn")
            && properties.getProperty("spark.submit.deployMode", "").equals("cluster");
    return inYarn && logs != null && staging != null
        ? Optional.of(new YarnDriver(Path.of(logs), staging))
        : Optional.empty();
  }

  /** Where checkpoints are that the next attempt goes on from. */
  String checkpoints() {
    return staging + "/lamina-checkpoints";
  }

  /** The id of what the application publishes, the same in all attempts. */
  String publicationId() {
    return UUID.nameUUIDFromBytes(staging.getBytes(UTF_8)).toString();
  }

  /**
   * Whether an attempt before this one was admitted: what it left is the application's own.
   *
   * @throws IllegalStateException if that cannot be told
   */
  boolean hasBegun() {
    try {
      return files().exists(mark());
    } catch (IOException e) {
      throw new IllegalStateException("cannot look into " + staging + ": " + e.getMessage(), e);
    }
  }

  /**
   * Notes for the attempts after this one that it was admitted.
   *
   * @throws IllegalStateException if that cannot be noted
   */
  void begin() {
    try {
      files().create(mark(), true).close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot write to " + staging + ": " + e.getMessage(), e);
    }
  }

  private FileSystem files() throws IOException {
    return mark().getFileSystem(HadoopSettings.ofThisProcess());
  }

  private org.apache.hadoop.fs.Path mark() {
    return new org.apache.hadoop.fs.Path(staging, BEGUN);
  }
}
