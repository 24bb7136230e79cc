package io.lamina.benchmarks;

import io.lamina.benchmarks.gates.GatesExperiment;
import io.lamina.benchmarks.tables.TablesExperiment;
import io.lamina.jobs.cli.server.ServerKey;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the benchmarks. */
@Command(
    name = "benchmarks/run",
    description = "Measures Lamina: speed, as ratios of figures from one run; and warm starts.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  benchmarks/run step",
      "  benchmarks/run convolution",
      "  benchmarks/run all --quick",
      "  benchmarks/run transport",
      "  benchmarks/run scaling",
      "  benchmarks/run scoring --quick",
      "  benchmarks/run nights",
      "  benchmarks/run gates --seed 2",
      "  benchmarks/run tables --table 1,2,3",
      "  benchmarks/run results runs/mnist-sdae-*",
      "  benchmarks/run share runs/mnist-sdae-20260101-120000-000",
      "",
      "PYTHON names the python with PyTorch; by default python3 and /usr/bin/python3 are tried.",
      "Tables are printed, and written to benchmarks/target/; so is a plot of scaling."
    })
final class Benchmarks {
  private static final int INPUTS = 784;
  private static final int UNITS = 1000;
  private static final List<Integer> MINI_BATCHES = List.of(20, 100, 256, 1024);

  private static final List<ConvolutionShape> CONVOLUTIONS =
      Stream.of(
              new ConvolutionShape(1, 32, 5, 28, 1),
              new ConvolutionShape(32, 64, 5, 12, 1),
              new ConvolutionShape(3, 64, 6, 32, 1))
          .flatMap(shape -> Stream.of(20, 100, 256).map(shape::withBatch))
          .toList();

  private final Path home;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param home the source tree
   */
  Benchmarks(Path home, PrintStream out, PrintStream err) {
    this.home = home;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a command; the process ends with its exit code.
   *
   * @param args the source tree's root, then the command
   */
  public static void main(String[] args) {
    Benchmarks benchmarks = new Benchmarks(Path.of(args[0]), System.out, System.err);
    System.exit(
        new CommandLine(benchmarks).execute(Stream.of(args).skip(1).toArray(String[]::new)));
  }

  @Command(
      name = "step",
      description = "One autoencoder step, 784 to 1000, against its products, PyTorch and DL4J.",
      mixinStandardHelpOptions = true)
  int step(
      @Option(names = "--quick", description = "Few short turns: figures to look at only.")
          boolean quick,
      @Option(
              names = "--device",
              defaultValue = "auto",
              description = "What Lamina computes on, as resources.device of a plan says it.")
          String device)
      throws IOException {
    Race race = quick ? new Race(5, 0.1, 0.5) : new Race(15, 0.3, 2);
    List<StepShape> shapes =
        MINI_BATCHES.stream().map(batch -> new StepShape(INPUTS, UNITS, batch)).toList();
    Path script = home.resolve("benchmarks/src/main/python/dae_step.py");
    try (TorchKernels torch = TorchKernels.start(pythons(), script)) {
      return report(
          "step", new StepBenchmark(device(device), shapes, race, torch, err::println).run());
    }
  }

  @Command(
      name = "convolution",
      description = "Convolutions forward and backward, against PyTorch.",
      mixinStandardHelpOptions = true)
  int convolution(
      @Option(names = "--quick", description = "Few short turns: figures to look at only.")
          boolean quick,
      @Option(
              names = "--device",
              defaultValue = "auto",
              description = "What Lamina computes on, as resources.device of a plan says it.")
          String device)
      throws IOException {
    Race race = quick ? new Race(5, 0.1, 0.5) : new Race(15, 0.3, 2);
    Path script = home.resolve("benchmarks/src/main/python/convolution_step.py");
    Optional<TorchProcess> torch =
        pythons().stream()
            .flatMap(python -> TorchProcess.start(python, script, Optional.empty()).stream())
            .findFirst();
    try {
      return report(
          "convolution",
          new ConvolutionBenchmark(device(device), CONVOLUTIONS, race, torch, err::println).run());
    } finally {
      torch.ifPresent(TorchProcess::close);
    }
  }

  private static Device device(String name) {
    return Devices.find()
        .here(
            DeviceChoice.parse(name)
                .orElseThrow(
                    () -> new IllegalArgumentException(name + " is no kind of device, nor auto")));
  }

  private static List<String> pythons() {
    return Optional.ofNullable(System.getenv("PYTHON"))
        .map(List::of)
        .orElse(List.of("python3", "/usr/bin/python3"));
  }

  @Command(
      name = "cluster",
      description = "Two executors against one, on an embedded cluster.",
      mixinStandardHelpOptions = true)
  int cluster(
      @Option(names = "--quick", description = "One short run of each: a figure to look at only.")
          boolean quick)
      throws IOException {
    Path directory = Files.createTempDirectory(target(), "cluster-");
    ClusterBenchmark benchmark =
        new ClusterBenchmark(
            home,
            home.resolve("benchmarks/src/main/plans/two-executors.yaml"),
            quick ? List.of("layers[0].rounds=10") : List.of(),
            quick ? 1 : 3,
            directory,
            err::println);
    return report("cluster", benchmark.run());
  }

  @Command(
      name = "transport",
      description = "Push and pull of 64 MiB against a bare stream, with TLS and without.",
      mixinStandardHelpOptions = true)
  int transport(
      @Option(names = "--quick", description = "A small vector: a figure to look at only.")
          boolean quick)
      throws IOException {
    int floats = quick ? 1 << 20 : 16 << 20;
    return report("transport", new TransportBenchmark(floats, 15, ServerKey.make().tls()).run());
  }

  @Command(
      name = "scaling",
      description = "Rounds a second of 1 to 64 workers against 1, 2 and 4 parameter servers.",
      mixinStandardHelpOptions = true)
  int scaling(
      @Option(names = "--quick", description = "A short while each: figures to look at only.")
          boolean quick)
      throws IOException {
    ScalingFigures figures =
        new ScalingBenchmark(
                1 << 18,
                List.of(1, 2, 4, 8, 16, 32, 64),
                List.of(1, 2, 4),
                quick ? 0.5 : 5,
                err::println)
            .run();
    new ScalingPlot(figures).write(target().resolve("scaling.png"));
    return report("scaling", figures.table());
  }

  @Command(
      name = "reading",
      description = "Reading and dealing to shards, against Spark's own reading and shuffling.",
      mixinStandardHelpOptions = true)
  int reading(
      @Option(names = "--quick", description = "Small files: figures to look at only.")
          boolean quick,
      @Option(
              names = "--rows",
              defaultValue = "1000000",
              description = "Rows of the largest file, ${DEFAULT-VALUE} by default.")
          int rows)
      throws IOException {
    Path directory = Files.createTempDirectory(target(), "reading-");
    ReadingData data = new ReadingData(directory, quick ? 60_000 : rows);
    return report(
        "reading", new ReadingBenchmark(data, List.of(1, 2), quick ? 2 : 3, err::println).run());
  }

  @Command(
      name = "scoring",
      description = "Scoring a table, against the bare forward passes that it needs.",
      mixinStandardHelpOptions = true)
  int scoring(
      @Option(names = "--quick", description = "A small table: figures to look at only.")
          boolean quick,
      @Option(
              names = "--rows",
              defaultValue = "1000000",
              description = "Rows of the table, ${DEFAULT-VALUE} by default.")
          int rows,
      @Option(
              names = "--executors",
              defaultValue = "2",
              description = "Executors, ${DEFAULT-VALUE} by default.")
          int executors)
      throws IOException {
    Path directory = Files.createTempDirectory(target(), "scoring-");
    ReadingData data = new ReadingData(directory, quick ? 40_000 : rows);
    return report("scoring", new ScoringBenchmark(data, executors, 2, err::println).run());
  }

  @Command(
      name = "nights",
      description = "Fourteen nights of drifting digits: cold starts against warm ones.",
      mixinStandardHelpOptions = true)
  int nights(
      @Option(names = "--quick", description = "Few digits, one seed: figures to look at only.")
          boolean quick,
      @Option(
              names = "--activation",
              defaultValue = "sigmoid",
              description = "The layers' non-linearity, ${DEFAULT-VALUE} by default.")
          String activation,
      @Option(
              names = "--device",
              defaultValue = "auto",
              description = "What is computed on, as resources.device of a plan says it.")
          String device)
      throws IOException {
    NightsBenchmark benchmark =
        new NightsBenchmark(
            activation,
            quick ? 200 : 1000,
            quick ? 2 : 5,
            quick ? List.of(1L) : List.of(1L, 2L, 3L),
            device(device),
            err::println);
    return report("nights", benchmark.run());
  }

  @Command(
      name = "gates",
      description = "Bad and good candidates, and which of them the gates of retraining stop.",
      mixinStandardHelpOptions = true)
  int gates(
      @Option(
              names = "--candidates",
              defaultValue = "100",
              description = "Bad ones, and as many good ones; ${DEFAULT-VALUE} by default.")
          int candidates,
      @Option(
              names = "--seed",
              defaultValue = "1",
              description = "Of data, training and faults; ${DEFAULT-VALUE} by default.")
          long seed)
      throws IOException {
    Path directory = Files.createTempDirectory(target(), "gates-");
    GatesExperiment experiment = new GatesExperiment(candidates, seed, directory, err::println);
    return report("gates", new GatesTable(experiment.run()).toString());
  }

  @Command(
      name = "tables",
      description = "The recipe table on generated tables, against its random start.",
      mixinStandardHelpOptions = true)
  int tables(
      @Option(
              names = "--table",
              split = ",",
              paramLabel = "SEED",
              description = "Seeds of the tables; 1 to 20 by default.")
          List<Long> seeds,
      @Option(
              names = "--labels",
              defaultValue = "500",
              description = "Labels of a draw, ${DEFAULT-VALUE} by default.")
          int labels,
      @Option(
              names = "--draws",
              defaultValue = "3",
              description = "Draws of labels for each table, ${DEFAULT-VALUE} by default.")
          int draws,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "Changes the recipe, as with lamina train.")
          List<String> changes)
      throws IOException {
    TablesExperiment experiment =
        new TablesExperiment(
            Optional.ofNullable(seeds).orElseGet(() -> TablesExperiment.first(20)),
            labels,
            draws,
            Optional.ofNullable(changes).orElse(List.of()),
            Files.createTempDirectory(target(), "tables-"),
            err::println);
    return report("tables", new TablesTable(experiment.run()).toString());
  }

  @Command(name = "all", description = "Step, then cluster.", mixinStandardHelpOptions = true)
  int all(@Option(names = "--quick", description = "As for each of them.") boolean quick)
      throws IOException {
    step(quick, DeviceChoice.AUTO.toString());
    return cluster(quick);
  }

  @Command(
      name = "share",
      description = "The share of a run spent outside the trainers: waiting, averaging, Spark.",
      mixinStandardHelpOptions = true)
  int share(@Parameters(paramLabel = "RUN_DIR", description = "A run's directory.") Path directory)
      throws IOException {
    RunRecord run = new RunFiles(directory).readRecord();
    out.println(run.name() + ", outside the trainers: " + Shares.outsideTrainers(run));
    return 0;
  }

  @Command(
      name = "results",
      description = "What runs came to, as tables: errors and seconds, a run a row.",
      mixinStandardHelpOptions = true)
  int results(
      @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Runs' directories.")
          List<Path> directories)
      throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (Path directory : directories) {
      runs.add(new RunFiles(directory).readRecord());
    }
    out.print(new Results(runs).tables());
    return 0;
  }

  private int report(String name, String tables) throws IOException {
    Files.writeString(target().resolve(name + ".md"), tables);
    out.println(tables);
    return 0;
  }

  private Path target() throws IOException {
    return Files.createDirectories(home.resolve("benchmarks/target"));
  }
}
