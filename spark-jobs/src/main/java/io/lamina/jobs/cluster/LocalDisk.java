package io.lamina.jobs.cluster;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.lamina.zoo.storage.LocalFileException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import scala.Tuple2;

/**
 * Where Spark keeps its data while a run goes on.
 *
 * @param directories as Spark lists them, separated by commas; at least one
 */
public record LocalDisk(String directories) {
  /** What an executor found comes as a text. */
  private static final String FULL = "No space left on device";

  private static final String KEY = "spark.local.dir";
  private static final String OTHER =
      "; or name another directory: LAMINA_JAVA_OPTS=-D" + KEY + "=DIR";

  private static final int PROBE = 8192;

  /** Where this process, and executors on this machine, keep them. */
  public static LocalDisk of(SparkConf conf, Map<String, String> environment) {
    return of(
        Arrays.stream(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2)),
        environment);
  }

  /**
   * Where a process keeps them: what its cluster has put into its environment comes first.
   *
   * @param settings of Spark, by their names
   */
  public static LocalDisk of(Map<String, String> settings, Map<String, String> environment) {
    if (environment.containsKey("CONTAINER_ID") && environment.containsKey("LOCAL_DIRS")) {
      return new LocalDisk(environment.get("LOCAL_DIRS"));
    }
    if (environment.containsKey("SPARK_EXECUTOR_DIRS")) {
      return new LocalDisk(environment.get("SPARK_EXECUTOR_DIRS").replace(File.pathSeparator, ","));
    }
    String configured = settings.getOrDefault(KEY, System.getProperty("java.io.tmpdir"));
    return new LocalDisk(environment.getOrDefault("SPARK_LOCAL_DIRS", configured));
  }

  /** Each of the directories. */
  public List<Path> paths() {
    return Arrays.stream(directories.split(",", -1)).map(Path::of).toList();
  }

  /** Says that it is full, if that is what a job or the start of Spark failed for. */
  public Optional<String> fullIn(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (isOfSpark(cause) && String.valueOf(cause.getMessage()).contains(FULL)) {
        return Optional.of(full());
      }
    }
    return Optional.empty();
  }

  private static boolean isOfSpark(Throwable failure) {
    return failure instanceof SparkException || failure instanceof ClusterException;
  }

  /**
   * @throws ClusterException if nothing can be written to any of them: Spark would end the process
   */
  void requireWritable() {
    refusal()
        .ifPresent(
            refusal -> {
              throw new ClusterException(
                  "Spark has nowhere to keep its data: " + refusal.getMessage() + OTHER, refusal);
            });
  }

  /** Why nothing can be written to any of them; empty if something can be. */
  public Optional<LocalFileException> refusal() {
    List<LocalFileException> refusals =
        paths().stream().map(LocalDisk::refusal).flatMap(Optional::stream).toList();
    return refusals.size() == paths().size() ? Optional.of(refusals.get(0)) : Optional.empty();
  }

  /** Leaves no trace but the directory. */
  private static Optional<LocalFileException> refusal(Path directory) {
    Path probe = directory.resolve(".lamina-" + UUID.randomUUID());
    try {
      Files.createDirectories(directory);
      try {
        Files.write(probe, new byte[PROBE], CREATE_NEW);
      } finally {
        Files.deleteIfExists(probe);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new LocalFileException(probe, e, PROBE));
    }
  }

  private String full() {
    String first = directories.split(",", 2)[0];
    return String.format(
        Locale.ROOT,
        "no space is left where Spark and its executors keep their data, %s=%s: the run needs more"
            + " than the %d MiB that are free there on this machine (make room)%s",
        KEY,
        directories,
        new File(first).getUsableSpace() >> 20,
        OTHER);
  }
}
