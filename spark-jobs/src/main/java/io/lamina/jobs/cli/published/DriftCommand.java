package io.lamina.jobs.cli.published;

import io.lamina.jobs.cli.job.Console;
import io.lamina.jobs.cli.job.DriftLimitOptions;
import io.lamina.jobs.cli.job.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamina drift}. */
@Command(
    name = "drift",
    description =
        "Compares data with those that a published version was trained and tested on: every column,"
            + " the reconstruction error, the codes, the probabilities of the classes.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamina drift signs new/signs.csv",
      "  lamina drift signs@v3 hdfs://host/new --registry hdfs://host/models --html drift.html",
      "  lamina drift signs --data table=lake.signs --json",
      "",
      "Exit codes: 0 no drift; 4 drift; 6 it cannot be computed: other columns, values that cannot",
      "be read, too few rows, or no sketches in the version; 1 failed; 2 refused before anything",
      "began."
    })
public final class DriftCommand implements Callable<Integer> {
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

  @Mixin private DriftLimitOptions limits = new DriftLimitOptions();

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page, too.")
  private Optional<Path> page = Optional.empty();

  @Option(names = "--json", description = "Prints JSON, with everything that was compared.")
  private boolean json;

  public DriftCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DriftOrder order;
    try {
      order = new DriftOrder(options.order(model, path), limits.limits(), page, json);
    } catch (IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.REFUSED;
    }
    return console.patiently(
        patient ->
            new VersionJob(json ? progressApart(patient) : patient)
                .run(new DriftJob(patient, order)));
  }

  /** Where nothing but JSON goes to the output. */
  private static Console progressApart(Console console) {
    return new Console(console.err(), console.err(), false, console.environment());
  }
}
