package io.lamina.jobs.cli;

import io.lamina.jobs.cluster.ClusterSettings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of every command that trains. */
final class RunOptions {
  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "Executor processes; 2 on the embedded cluster by default.")
  private Integer executors;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description =
          "Where run.json, report.html, plan.yaml and the logs go; by default a new directory"
              + " under runs/.")
  private Path runDirectory;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a value of the plan, such as layers[0].units=200; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  List<String> overrides() {
    return List.copyOf(overrides);
  }

  /**
   * @throws IllegalArgumentException if the directory asked for has no name
   */
  Path runDirectory(String name) {
    if (runDirectory != null && runDirectory.toString().isEmpty()) {
      throw new IllegalArgumentException("--run-dir is empty, give it a directory's name");
    }
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");
    return runDirectory != null
        ? runDirectory
        : Path.of("runs", name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(stamp));
  }

  ClusterSettings cluster(String name, Optional<String> master, Path logs) {
    OptionalInt asked = executors == null ? OptionalInt.empty() : OptionalInt.of(executors);
    return new ClusterSettings(name, master, asked, logs);
  }
}
