package io.lamina.jobs.cli.published;

import io.lamina.zoo.registry.VersionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a version reads data, and where it works: the options that its commands have in common. */
final class VersionOptions {
  /** What commands say of their second parameter. */
  static final String DATA =
      "What to read in place of the unlabeled data of the model's plan: a file, a directory or a"
          + " glob, read as the plan reads its own.";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The data are in another format than the plan's, such as csv, parquet or spark: their"
              + " keys are those of --data alone.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "KEY=VALUE",
      description =
          "Changes a key of the source, such as header=true or range.high=255; may be repeated.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--registry",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "The registry's directory; models by default.")
  private String registry;

  @Option(
      names = "--device",
      paramLabel = "KIND",
      description =
          "What to compute on, as resources.device of a plan; by default what the model's plan"
              + " says.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--executor-memory",
      paramLabel = "SIZE",
      description =
          "The memory of an executor, as resources.executorMemory of a plan; by default what the"
              + " model's plan says.")
  private Optional<String> executorMemory = Optional.empty();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "A Spark cluster; by default the one that spark-submit names, or else an embedded one.")
  private Optional<String> master = Optional.empty();

  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "The number of executor processes; 2 on the embedded cluster by default.")
  private Integer executors;

  @Option(
      names = "--executor-gpus",
      paramLabel = "N",
      description = "The number of cards of each executor, as for 'train'.")
  private Integer executorGpus;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "The directory for the logs; by default a new one under runs/.")
  private Optional<Path> runDirectory = Optional.empty();

  /**
   * The order.
   *
   * @param model as the user names it
   * @param path as the user names it
   * @throws IllegalArgumentException if it is no name, or no data are named
   */
  VersionOrder order(String model, Optional<String> path) {
    if (path.isEmpty() && keys.isEmpty()) {
      throw new IllegalArgumentException(
          "say which data: DATA, or keys of a source by --data KEY=VALUE");
    }
    return new VersionOrder(
        VersionName.parse(model),
        registry,
        new VersionOrder.Source(path, format, keys),
        new VersionOrder.Place(resources(), master, count(executors), count(executorGpus)),
        runDirectory);
  }

  private List<String> resources() {
    return Stream.concat(
            device.map(kind -> "resources.device=" + kind).stream(),
            executorMemory.map(size -> "resources.executorMemory=" + size).stream())
        .toList();
  }

  private static OptionalInt count(Integer given) {
    return given == null ? OptionalInt.empty() : OptionalInt.of(given);
  }
}
