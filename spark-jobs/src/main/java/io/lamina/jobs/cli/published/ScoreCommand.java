package io.lamina.jobs.cli.published;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.scoring.ScoreColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamina score}. */
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
      "  lamina score signs@challenger new.parquet --format parquet --data features=pixels"
          + " --output scores",
      "  lamina score signs --data table=lake.signs --output scores --columns prediction,codes",
      "  lamina score digits t10k-images.gz --data labels=t10k-labels.gz --output scores",
      "",
      "Exit codes: 0 the output is written; 1 it is not; 2 refused before anything began; 130, 143",
      "ended by a signal, nothing is written. The same command may simply be given again."
    })
public final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A model's champion, or its newest version if it has none (signs); a certain version"
              + " (signs@v3), or the one that an alias names (signs@challenger).")
  private String model;

  @Parameters(index = "1", paramLabel = "DATA", arity = "0..1", description = VersionOptions.DATA)
  private Optional<String> path = Optional.empty();

  @Mixin private VersionOptions options = new VersionOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "The directory to write, on HDFS or a local disk; it must not exist.")
  private String output;

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "The columns to add: prediction, probabilities, codes, reconstruction_error; by default"
              + " all that the network has.")
  private List<String> columns = new ArrayList<>();

  public ScoreCommand(Console console) {
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
    return console.patiently(patient -> new VersionJob(patient).run(new ScoreJob(patient, order)));
  }

  private ScoreOrder order() {
    return new ScoreOrder(
        options.order(model, path),
        new ScoreOrder.Output(output, columns.stream().map(ScoreColumn::parse).toList()));
  }
}
