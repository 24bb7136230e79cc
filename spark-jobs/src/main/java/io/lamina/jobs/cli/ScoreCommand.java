package io.lamina.jobs.cli;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.ScoreJob;
import io.lamina.jobs.cli.job.ScoreOrder;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.zoo.registry.VersionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "score",
    description =
        "Adds what a published network says to the rows of a table: prediction, probabilities,"
            + " codes, reconstruction error. Writes Parquet, all of it or nothing.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina score signs new/signs.csv --output scores/monday",
      "  lamina score signs@v3 hdfs://host/new --output hdfs://host/scores --registry"
          + " hdfs://host/models",
      "  lamina score signs@champion new.parquet --format parquet --data features=pixels"
          + " --output scores",
      "  lamina score signs --data table=lake.signs --output scores --columns prediction,codes",
      "  lamina score digits t10k-images.gz --data labels=t10k-labels.gz --output scores",
      "",
      "Exit codes: 0 the output is written; 1 it is not; 2 refused before anything began; 130, 143",
      "ended by a signal, nothing is written. The same command may simply be given again."
    })
final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A model's newest version (signs), a certain one (signs@v3), or the one that an alias"
              + " names (signs@champion).")
  private String model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      arity = "0..1",
      description =
          "What to read in place of the unlabeled data of the model's plan: a file, a directory or"
              + " a glob, read as the plan reads its own.")
  private Optional<String> path = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "The directory to write, on HDFS or a local disk; it must not exist.")
  private String output;

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
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "The columns to add: prediction, probabilities, codes, reconstruction_error; by default"
              + " all that the network has.")
  private List<String> columns = new ArrayList<>();

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

  ScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ScoreOrder order;
    try {
      order = order();
    } catch (IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    }
    return console.patiently(patient -> new ScoreJob(patient, order).call());
  }

  private ScoreOrder order() {
    if (path.isEmpty() && keys.isEmpty()) {
      throw new IllegalArgumentException(
          "say what to score: DATA, or keys of a source by --data KEY=VALUE");
    }
    return new ScoreOrder(
        VersionName.parse(model),
        registry,
        new ScoreOrder.Source(path, format, keys),
        new ScoreOrder.Output(output, columns.stream().map(ScoreColumn::parse).toList()),
        new ScoreOrder.Place(resources(), master, count(executors), count(executorGpus)),
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
