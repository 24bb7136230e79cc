package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.metrics.RoundMetrics;
import io.lamina.jobs.report.ReportPage;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.PhaseClock;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.run.progress.EndableProgress;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.run.rounds.RoundReports;
import io.lamina.jobs.run.rounds.RoundsFile;
import io.lamina.jobs.run.rounds.WorkerRecords;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a plan's text to a published model, a report and an exit code. */
public final class TrainJob implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(TrainJob.class);
  private static final String LOG_FILE = "lamina.log";
  private static final String ROUNDS = "rounds.csv";

  private final Console console;
  private final RunOptions options;
  private final PlanText text;
  private final Optional<String> master;
  private final String dataRoot;
  private final ServerChoice servers;

  public TrainJob(
      Console console,
      RunOptions options,
      PlanText text,
      Optional<String> master,
      String dataRoot,
      ServerChoice servers) {
    this.console = console;
    this.options = options;
    this.text = text;
    this.master = master;
    this.dataRoot = dataRoot;
    this.servers = servers;
  }

  @Override
  public Integer call() {
    TrainingPlan plan;
    ClusterSettings settings;
    Path directory;
    try {
      plan = new PlanReader().read(text, options.overrides());
      request(plan);
      directory = options.runDirectory(plan.name());
      new RunDirectory(directory, options.resumes()).require(plan);
      settings = options.cluster(plan.name(), master, directory);
    } catch (InvalidPlanException | DeviceException | IllegalArgumentException e) {
      console.err().println(e.getMessage());
      return ExitCode.USAGE;
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      String reason = e instanceof FileAlreadyExistsException ? "it is a file" : e.toString();
      console
          .err()
          .printf(
              "lamina: cannot make the run directory %s: %s (give --run-dir a directory that you"
                  + " can write)%n",
              directory, reason);
      return ExitCode.FAILED;
    }
    try (RunLock lock = RunLock.take(directory)) {
      return logged(plan, settings, lock.directory());
    } catch (IOException | IllegalStateException e) {
      console.err().println("lamina: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int logged(TrainingPlan plan, ClusterSettings settings, Path directory) {
    EndableProgress progress = progress();
    RunLog log = new RunLog(directory.resolve(LOG_FILE), options.resumes(), progress::note);
    try {
      return run(plan, settings, directory, progress);
    } finally {
      log.close();
    }
  }

  private int run(
      TrainingPlan plan, ClusterSettings settings, Path directory, EndableProgress progress) {
    RunFiles files = new RunFiles(directory);
    String yaml = new PlanWriter().write(plan);
    RunRecordBuilder record =
        RunRecord.builder(plan.name(), plan.seed(), Instant.now(), settings.executorsWanted())
            .planSha256(new PlanWriter().sha256(plan))
            .sameBits(plan.keepsBits());
    new Versions().all().forEach(record::version);
    Begun begun = new Begun(directory, record, progress);
    Interruption interruption =
        new Interruption(
            () -> {
              begun.progress().end();
              fail(interrupted(begun), record, files, yaml);
            });
    try {
      files.writePlan(yaml);
      RunRecord run = train(plan, yaml, settings, begun, interruption);
      new Conclusion(console.out()).print(run, directory.resolve("report.html"));
      return ExitCode.DONE;
    } catch (Exception | Error e) {
      LOG.error("the run failed", e);
      if (interruption.disarm()) {
        LocalDisk disk = LocalDisk.of(new SparkConf(), console.environment());
        fail(new Failure(e, disk).message(), record, files, yaml);
      }
      return ExitCode.FAILED;
    } finally {
      interruption.disarm();
    }
  }

  private RunRecord train(
      TrainingPlan plan,
      String yaml,
      ClusterSettings settings,
      Begun begun,
      Interruption interruption)
      throws Exception {
    RunFiles files = new RunFiles(begun.directory());
    RunRecordBuilder record = begun.record();
    PhaseClock clock = record.clock();
    Progress progress = begun.progress();
    MemoryBudget budget = MemoryBudget.of(plan.resources());
    record
        .memory("executor", budget.executor())
        .memory("heap", budget.heap())
        .memory("native", budget.nativeMemory());
    progress.note("memory: " + budget);
    try (Cluster cluster =
        clock.in(Phase.START, () -> Cluster.start(settings, budget, request(plan)))) {
      ModelRegistry registry =
          ModelRegistry.at(plan.publish().registry(), cluster.spark().hadoopConfiguration());
      clock.in(Phase.PREPARE, () -> registry.requireWritable(plan.publish().model()));
      DeviceKind device = cluster.device().kind();
      Map<String, String> versions =
          new Versions().ofComputation(cluster.device().provider().libraries(device));
      versions.forEach(record::version);
      try (Checkpoints checkpoints =
              clock.in(
                  Phase.PREPARE,
                  () ->
                      checkpoints(
                          plan,
                          new RunIdentity(computation(plan), device.name(), versions),
                          cluster,
                          files.directory()));
          RoundsFile rounds = RoundsFile.open(files.directory().resolve(ROUNDS))) {
        begun.checkpoints().set(Optional.of(checkpoints));
        WorkerRecords workers = new WorkerRecords();
        record.workers(workers::all);
        RoundMetrics metrics = new RoundMetrics(cluster.spark());
        RoundReports reports =
            round -> {
              workers.report(round);
              rounds.report(round);
              metrics.report(round);
            };
        TrainingRun.Outcome outcome =
            new TrainingRun(
                    plan,
                    dataRoot,
                    new RunPlace(cluster, budget, servers),
                    checkpoints,
                    new RunOutput(progress, reports, record))
                .run();
        Publication publication =
            new Publication(plan, yaml, new ReportPage()::html, progress::note);
        interruption.whole(
            () -> {
              clock.in(Phase.PUBLISH, () -> publish(publication, registry, outcome, begun));
              return null;
            });
        RunRecord run = record.succeeded();
        write(files, run, publication.report(run, outcome.pictures()), progress);
        clear(checkpoints);
        return run;
      }
    }
  }

  /**
   * @throws DeviceException if the plan names a kind of device that nothing provides
   */
  private static DeviceRequest request(TrainingPlan plan) {
    return new DeviceRequest(plan.resources().device(), Devices.find());
  }

  private static String computation(TrainingPlan plan) {
    return new PlanWriter().computationSha256(plan);
  }

  private Checkpoints checkpoints(
      TrainingPlan plan, RunIdentity identity, Cluster cluster, Path directory) {
    String location =
        plan.checkpoints()
            .directory()
            .orElseGet(
                () ->
                    directory
                        .resolve(RunDirectory.CHECKPOINTS)
                        .toAbsolutePath()
                        .toUri()
                        .toString());
    Configuration configuration = cluster.spark().hadoopConfiguration();
    int rounds = plan.checkpoints().rounds();
    return options.resumes()
        ? Checkpoints.resume(location, configuration, identity, rounds)
        : Checkpoints.begin(location, configuration, identity, rounds);
  }

  /** What is left behind is no reason to call a run failed that has published its model. */
  private void clear(Checkpoints checkpoints) {
    try {
      checkpoints.clear();
    } catch (CheckpointException e) {
      LOG.warn("checkpoints are left behind", e);
      console.err().println("lamina: " + e.getMessage());
    }
  }

  private static void publish(
      Publication publication, ModelRegistry registry, TrainingRun.Outcome outcome, Begun begun) {
    PublishedVersion version = publication.publish(registry, outcome, begun.record().succeeded());
    begun.published().set(Optional.of(version.location()));
    begun.record().model(version.location());
  }

  /** What cannot be written now is no reason to call a run failed that has published its model. */
  private static void write(RunFiles files, RunRecord run, String report, Progress progress) {
    try {
      files.writeReport(report);
      files.writeRecord(run);
    } catch (IOException e) {
      LOG.error("the run's files cannot be written", e);
      progress.note(
          String.format(
              "warning: the model is published, but %s cannot be written to: %s (its report and"
                  + " run.json are beside the model, too)",
              files.directory(), e.getMessage()));
    }
  }

  private EndableProgress progress() {
    return new EndableProgress(
        Progress.to(
            console.out(), console.terminal(), console.environment(), InstantSource.system()));
  }

  /**
   * A run that has begun, as an interruption finds it.
   *
   * @param published where, once it is
   * @param checkpoints that it keeps, once it does
   */
  private record Begun(
      Path directory,
      RunRecordBuilder record,
      EndableProgress progress,
      AtomicReference<Optional<String>> published,
      AtomicReference<Optional<Checkpoints>> checkpoints) {
    Begun(Path directory, RunRecordBuilder record, EndableProgress progress) {
      this(
          directory,
          record,
          progress,
          new AtomicReference<>(Optional.empty()),
          new AtomicReference<>(Optional.empty()));
    }
  }

  /** How it ended, and how to go on. */
  private String interrupted(Begun begun) {
    String by = "interrupted by a signal, or by Spark; ";
    if (begun.published().get().isPresent()) {
      return by + "the model was published before, as " + begun.published().get().get();
    }
    boolean resumable = begun.checkpoints().get().filter(Checkpoints::hasAny).isPresent();
    return by
        + "nothing was published; "
        + (resumable ? "go on with: " : "it had kept nothing to go on from; start it again with: ")
        + options.command(begun.directory(), resumable);
  }

  private void fail(String message, RunRecordBuilder record, RunFiles files, String yaml) {
    RunRecord run = record.failed(message);
    try {
      files.writeRecord(run);
      files.writeReport(new ReportPage().html(run, yaml, ReportPictures.none()));
    } catch (IOException | RuntimeException e) {
      console.err().println("warning: " + e.getMessage());
    }
    console.err().println("log: " + files.directory().resolve(LOG_FILE));
    console.err().println("lamina: " + message);
  }
}
