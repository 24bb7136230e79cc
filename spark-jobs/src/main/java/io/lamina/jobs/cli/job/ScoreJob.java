package io.lamina.jobs.cli.job;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterException;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.HadoopSettings;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.scoring.ScoreColumn;
import io.lamina.jobs.scoring.ScoredParquet;
import io.lamina.jobs.scoring.ScoringMemory;
import io.lamina.jobs.scoring.TableScorer;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.ResourcePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.DataSource;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.reason.Reason;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.storage.Location;
import io.lamina.zoo.storage.WholeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a version's name and data to a scored table and an exit code. */
public final class ScoreJob implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreJob.class);

  private final Console console;
  private final ScoreOrder order;

  public ScoreJob(Console console, ScoreOrder order) {
    this.console = console;
    this.order = order;
  }

  /**
   * What was found before Spark starts.
   *
   * @param columns to add
   */
  private record Admitted(
      PublishedNetwork network,
      DataSource source,
      List<ScoreColumn> columns,
      Location output,
      MemoryBudget budget,
      DeviceRequest devices,
      ClusterSettings settings) {}

  @Override
  public Integer call() {
    Admitted admitted;
    try {
      admitted = admitted();
    } catch (InvalidPlanException
        | DeviceException
        | ClusterException
        | RegistryException
        | IllegalArgumentException
        | IOException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.REFUSED;
    }
    Progress progress =
        Progress.to(
            console.out(), console.terminal(), console.environment(), InstantSource.system());
    Path logFile = admitted.settings().logs().resolve(TrainJob.LOG_FILE);
    RunLog log = new RunLog(logFile, false, progress::note);
    try {
      score(admitted, progress);
      return ExitCode.DONE;
    } catch (Exception | Error e) {
      LOG.error("scoring failed", e);
      console.err().println("log: " + logFile);
      console.err().println("lamina: " + message(e, admitted.output()));
      return ExitCode.FAILED;
    } finally {
      log.close();
    }
  }

  private String message(Throwable failure, Location output) {
    LocalDisk disk = LocalDisk.of(new SparkConf(), console.environment());
    return failure instanceof IOException
        ? "cannot write " + output.path() + ": " + new Reason(failure).text()
        : new Failure(failure, disk).message();
  }

  private Admitted admitted() throws IOException {
    Location output = Location.of(order.output().directory(), HadoopSettings.ofThisProcess());
    WholeDirectory.requireFree(output);
    ModelRegistry registry = ModelRegistry.at(order.registry(), HadoopSettings.ofThisProcess());
    PublishedNetwork network = new PublishedNetworks(registry).read(order.version().in(registry));
    DataSource source = order.source().like(network.plan().data().unlabeled());
    List<ScoreColumn> columns = columns(network);
    ResourcePlan resources = resources(network.plan());
    DeviceRequest devices = new DeviceRequest(resources, Devices.find());
    return new Admitted(
        network, source, columns, output, MemoryBudget.of(resources), devices, settings(network));
  }

  private List<ScoreColumn> columns(PublishedNetwork network) {
    Set<ScoreColumn> there = ScoreColumn.of(network);
    List<ScoreColumn> wanted = order.output().columns();
    for (ScoreColumn column : wanted) {
      if (!there.contains(column)) {
        throw new IllegalArgumentException(
            String.format(
                "%s has no %s: its network reconstructs and knows no classes (leave it out of"
                    + " --columns)",
                network.name(), column.title()));
      }
    }
    return wanted.isEmpty() ? List.copyOf(EnumSet.copyOf(there)) : wanted;
  }

  private ResourcePlan resources(TrainingPlan plan) {
    PlanText text = new PlanText("the plan of the model", new PlanWriter().write(plan));
    return PlanReader.of(Devices.find().kinds()).read(text, order.place().resources()).resources();
  }

  private ClusterSettings settings(PublishedNetwork network) throws IOException {
    Path logs = order.logs().orElseGet(() -> newDirectory(network.version().model()));
    Files.createDirectories(logs);
    return new ClusterSettings(
        "score " + network.name(),
        order.place().master(),
        order.place().executors(),
        order.place().executorGpus(),
        logs);
  }

  private static Path newDirectory(String model) {
    DateTimeFormatter stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);
    return Path.of(
        "runs", "score-" + model + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(stamp));
  }

  private void score(Admitted admitted, Progress progress) throws IOException {
    Instant begun = Instant.now();
    PublishedNetwork network = admitted.network();
    try (Cluster cluster =
        Cluster.start(admitted.settings(), admitted.budget(), admitted.devices())) {
      new ScoringMemory(network, Set.copyOf(admitted.columns()))
          .require(admitted.budget(), cluster.device());
      progress.note("scoring with " + network.name() + " on " + cluster.device().kind());
      try (DataReader reader =
          new DataReader(network.plan(), ".", cluster.session(), 1, progress::note)) {
        long rows =
            new ScoredParquet(cluster.session(), progress::note)
                .write(
                    new TableScorer(cluster.session(), cluster.device().kind())
                        .scored(
                            reader.records(admitted.source(), network.input()),
                            network,
                            admitted.columns()),
                    admitted.output());
        tell(rows, Duration.between(begun, Instant.now()), admitted.output());
      }
    }
  }

  private void tell(long rows, Duration took, Location output) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "scored %,d rows in %d:%02d: %s%n",
            rows,
            took.toMinutes(),
            took.toSecondsPart(),
            output.path());
  }
}
