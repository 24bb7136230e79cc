package io.lamina.jobs.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.zoo.storage.Location;
import io.lamina.zoo.storage.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.Options;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A driver that runs in YARN ({@code --deploy-mode cluster}). Its container, with its working
 * directory, ends with it; YARN then starts it again as another attempt of the same application.
 * What an attempt leaves for the next is in the application's staging directory, which Spark
 * removes when the application ends.
 *
 * @param logs the directory of the container's logs, which YARN collects
 * @param staging the application's own directory, the same for all attempts; a Hadoop path
 */
public record YarnDriver(Path logs, String staging) implements RunNotes {
  private static final String BEGUN = "lamina-begun";
  private static final String ANSWER = "lamina-exit-code";

  /** What another attempt would say again; after a failure it may succeed. */
  private static final Set<Integer> ANSWERS =
      Set.of(ExitCode.REFUSED, ExitCode.NOT_PASSED, ExitCode.BUSY, ExitCode.NOT_COMPUTED);

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

  /** The application's own name, the same in all attempts. */
  public String application() {
    return new org.apache.hadoop.fs.Path(staging).getName();
  }

  /**
   * Whether an attempt before this one was admitted: what it left is the application's own.
   *
   * @throws IllegalStateException if that cannot be told
   */
  boolean hasBegun() {
    return mark(BEGUN).isPresent();
  }

  /**
   * Notes for the attempts after this one that it was admitted.
   *
   * @throws IllegalStateException if that cannot be noted
   */
  void begin() {
    mark(BEGUN, "");
  }

  /**
   * The exit code of an attempt before this one that has given an answer, such as that the command
   * is refused: YARN starts every application again that ends with another code than 0, also if it
   * would hear the same.
   *
   * @throws IllegalStateException if that cannot be told
   */
  public OptionalInt answer() {
    return mark(ANSWER).stream().mapToInt(Integer::parseInt).findFirst();
  }

  /**
   * Notes how the command has ended, if that is an answer.
   *
   * @throws IllegalStateException if that cannot be noted
   */
  public void end(int exitCode) {
    if (ANSWERS.contains(exitCode)) {
      mark(ANSWER, Integer.toString(exitCode));
    }
  }

  /**
   * Has YARN take a command for done that found nothing to do before there was a Spark: of a driver
   * that never had a Spark context YARN believes that it failed.
   */
  public void endWithoutSpark() {
    SparkConf conf =
        new SparkConf()
            .setAppName("lamina, nothing to do")
            .set("spark.dynamicAllocation.enabled", "false")
            .set("spark.executor.instances", "0");
    new JavaSparkContext(conf).close();
  }

  private Optional<String> mark(String name) {
    try {
      return noted(name);
    } catch (IOException e) {
      throw new IllegalStateException("cannot look into " + staging + ": " + e.getMessage(), e);
    }
  }

  private void mark(String name, String text) {
    try {
      note(name, text);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write to " + staging + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> noted(String name) throws IOException {
    Location place = place(name);
    if (!place.files().util().exists(place.path())) {
      return Optional.empty();
    }
    try (InputStream in = place.files().open(place.path())) {
      return Optional.of(new String(in.readAllBytes(), UTF_8));
    }
  }

  /** An attempt that dies meanwhile leaves the whole text, or none. */
  @Override
  public void note(String name, String text) throws IOException {
    Location place = place(name);
    Location aside = place("." + name + ".part");
    new WholeFile(aside.files(), aside.path())
        .write(
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            out -> out.write(text.getBytes(UTF_8)));
    place.files().rename(aside.path(), place.path(), Options.Rename.OVERWRITE);
  }

  private Location place(String name) throws IOException {
    return Location.of(staging + "/" + name, HadoopSettings.ofThisProcess());
  }
}
