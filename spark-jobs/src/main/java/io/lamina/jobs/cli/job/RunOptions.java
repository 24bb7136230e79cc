package io.lamina.jobs.cli.job;

import io.lamina.jobs.cluster.ClusterSettings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that trains. */
public final class RunOptions {
  @Option(
      names = "--executors",
      paramLabel = "N",
      description = "The number of executor processes; 2 on the embedded cluster by default.")
  private Integer executors;

  @Option(
      names = "--executor-gpus",
      paramLabel = "N",
      description =
          "The number of cards of each executor, which is 1; for a plan that leaves the device open"
              + " and a cluster of yours with cards.")
  private Integer executorGpus;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description =
          "The directory for run.json, report.html, plan.yaml and the logs; by default a new one"
              + " under runs/, and for a driver in YARN that of its container's logs.")
  private Path runDirectory;

  @Option(
      names = "--resume",
      description = "Continues the run in --run-dir from its last checkpoint, with the same plan.")
  private boolean resume;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a value of the plan, such as layers[0].units=200; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The same options for a run whose directory is chosen by its caller.
   *
   * @param directory of the run
   * @param resume whether the run that is there goes on
   * @param more overrides of the plan, after the user's
   */
  public RunOptions in(Path directory, boolean resume, List<String> more) {
    RunOptions own = new RunOptions();
    own.executors = executors;
    own.executorGpus = executorGpus;
    own.runDirectory = directory;
    own.resume = resume;
    own.overrides = Stream.concat(overrides.stream(), more.stream()).toList();
    own.command = command;
    return own;
  }

  /**
   * The command line with which the user goes on with this run, or begins it again in its
   * directory.
   */
  String command(Path directory, boolean resumed) {
    List<String> arguments =
        new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
    if (runDirectory().isEmpty()) {
      arguments.addAll(List.of("--run-dir", directory.toString()));
    }
    if (resumed && !resume) {
      arguments.add("--resume");
    }
    return line(arguments);
  }

  /** The command line that examines what a run would need. */
  String examination(RunOrder order) {
    List<String> arguments = new ArrayList<>(List.of("doctor", order.plan().name()));
    if (!order.dataRoot().equals(".")) {
      arguments.addAll(List.of("--data", order.dataRoot()));
    }
    order.master().ifPresent(url -> arguments.addAll(List.of("--master", url)));
    optional(executors).ifPresent(count -> arguments.addAll(List.of("--executors", "" + count)));
    optional(executorGpus)
        .ifPresent(count -> arguments.addAll(List.of("--executor-gpus", "" + count)));
    overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
    return line(arguments);
  }

  private static String line(List<String> arguments) {
    return Stream.concat(
            Stream.of(System.getProperty("lamina.command", "lamina")), arguments.stream())
        .map(RunOptions::quoted)
        .collect(Collectors.joining(" "));
  }

  /** As a shell reads it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** The overrides of the plan, in their order. */
  public List<String> overrides() {
    return List.copyOf(overrides);
  }

  /** Whether a run is asked for that goes on. */
  boolean resumes() {
    return resume;
  }

  /**
   * The directory that is asked for, that of a container's logs, or a new one of this name under
   * {@code runs}.
   *
   * @throws IllegalArgumentException if the directory asked for has no name, or none is asked for
   *     and a run is to be continued
   */
  public Path runDirectory(String name) {
    Optional<Path> given = runDirectory();
    if (given.filter(path -> path.toString().isEmpty()).isPresent()) {
      throw new IllegalArgumentException("--run-dir is empty, give it a directory's name");
    }
    if (given.isEmpty() && resume) {
      throw new IllegalArgumentException(
          "--resume needs --run-dir, the directory of the run to continue");
    }
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    return given.orElseGet(
        () ->
            Path.of("runs", name + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(stamp)));
  }

  /**
   * The cluster that is asked for.
   *
   * @param name of the application
   * @param logs where executors write theirs
   */
  public ClusterSettings cluster(String name, Optional<String> master, Path logs) {
    return new ClusterSettings(name, master, optional(executors), optional(executorGpus), logs);
  }

  /** The directory that is asked for, if one is, or that of a container's logs. */
  public Optional<Path> runDirectory() {
    return Optional.ofNullable(runDirectory).or(() -> YarnDriver.here().map(YarnDriver::logs));
  }

  private static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
