package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.OtherRunException;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.doctor.Foresight;
import io.lamina.jobs.live.LiveRun;
import io.lamina.jobs.live.RunBegan;
import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.report.pictures.ReportPictures;
import io.lamina.jobs.run.Benefit;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.PhaseClock;
import io.lamina.jobs.run.RunFiles;
import io.lamina.jobs.run.RunOrigin;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.run.progress.EndableProgress;
import io.lamina.jobs.run.rounds.RoundReports;
import io.lamina.jobs.run.rounds.RoundsFile;
import io.lamina.jobs.run.rounds.WorkerRecords;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrainingRun;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.UnsettledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that was admitted, in its directory. A run that goes on changes no file of the run that is
 * there before everything was checked, its data too. Used once.
 */
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final String ROUNDS = "rounds.csv";

  private final Console console;
  private final RunOptions options;
  private final RunOrder order;
  private final Admission admitted;
  private final TrainingPlan plan;
  private final String yaml;
  private final Publication publication;
  private final RunFiles files;
  private final RunRecordBuilder record;
  private final EndableProgress progress;
  private final Companion companion;

  /** Whether the directory's files are this run's. */
  private final AtomicBoolean begun;

  private final AtomicReference<Optional<String>> published =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Checkpoints>> checkpoints =
      new AtomicReference<>(Optional.empty());

  /** What a report shows of a run that ends without publishing. */
  private final AtomicReference<ReportPictures> pictures =
      new AtomicReference<>(ReportPictures.none());

  private final Interruption interruption;

  JobRun(
      Console console,
      RunOptions options,
      RunOrder order,
      Admission admitted,
      Output output,
      Companion companion) {
    this.console = console;
    this.options = options;
    this.order = order;
    this.admitted = admitted;
    this.plan = admitted.plan();
    this.yaml = new PlanWriter().write(plan);
    this.files = new RunFiles(admitted.directory());
    this.record =
        RunRecord.builder(
                plan.name(), plan.seed(), Instant.now(), admitted.settings().executorsWanted())
            .planSha256(new PlanWriter().sha256(plan))
            .sameBits(plan.keepsBits());
    plan.resources().price().ifPresent(record::price);
    new Versions().all().forEach(record::version);
    admitted
        .ancestor()
        .map(it -> new RunOrigin.Ancestor(it.name(), it.parametersSha256()))
        .ifPresent(record::ancestor);
    this.progress = output.progress();
    this.companion = companion;
    this.publication = new Publication(plan, yaml, output.report(), progress::note);
    this.begun = new AtomicBoolean(!admitted.resumes());
    this.interruption = new Interruption(this::interrupted);
  }

  /** Runs to the end, and gives the exit code. */
  int run() {
    try {
      train();
      return ExitCode.DONE;
    } catch (Exception | Error e) {
      return ended(e);
    } finally {
      interruption.disarm();
    }
  }

  /** A run that has published its model did not fail, whatever comes then. */
  private int ended(Throwable e) {
    LOG.error("the run failed", e);
    String message = message(e);
    if (published.get().isPresent()) {
      progress.note("warning: the model is published, but " + message);
      return ExitCode.DONE;
    }
    if (interruption.disarm()) {
      fail(message);
    }
    if (e instanceof UnsettledException) {
      return ExitCode.UNSETTLED;
    }
    if (e instanceof NoBenefitException) {
      return ExitCode.NOT_PASSED;
    }
    return e instanceof OtherRunException && !begun.get() ? ExitCode.REFUSED : ExitCode.FAILED;
  }

  /** Of what an examination would have named, with the command for one. */
  private String message(Throwable e) {
    LocalDisk disk = LocalDisk.of(new SparkConf(), console.environment());
    String told = new Failure(e, disk).message();
    return new Foresight(plan, order.dataRoot()).covers(e)
        ? told + "; to see this before a run: " + options.examination(order)
        : told;
  }

  private void train() throws Exception {
    PhaseClock clock = record.clock();
    MemoryBudget budget = MemoryBudget.of(plan.resources());
    record
        .memory("executor", budget.executor())
        .memory("heap", budget.heap())
        .memory("native", budget.nativeMemory());
    progress.note("memory: " + budget);
    try (Cluster cluster =
        clock.in(
            Phase.START,
            () -> Cluster.start(admitted.settings(), budget, admitted.devices(), clock::hold))) {
      ModelRegistry registry =
          ModelRegistry.at(plan.publish().registry(), cluster.spark().hadoopConfiguration());
      try (Checkpoints kept = clock.in(Phase.PREPARE, () -> checkpoints(cluster));
          RoundsFile rounds =
              RoundsFile.open(files.directory().resolve(ROUNDS), admitted.resumes())) {
        checkpoints.set(Optional.of(kept));
        RunPlace place = new RunPlace(cluster, budget, order.servers());
        LiveRun live = live(place);
        RunOutput output = new RunOutput(progress, reports(live, rounds), record, this::begin);
        TrainingRun.Outcome outcome =
            new TrainingRun(plan, order.dataRoot(), place, admitted.ancestor(), kept, output).run();
        requireBenefit(outcome);
        PublishedVersion version = conclude(outcome, registry, kept, place);
        live.published(version.location());
        companion
            .published(registry, version, place)
            .ifPresent(judgement -> show(judgement, outcome.pictures()));
      }
    }
  }

  /** Before anything is published. What the run came to is shown all the same. */
  private void requireBenefit(TrainingRun.Outcome outcome) {
    RunRecord run = record.succeeded();
    Benefit benefit = Benefit.of(run.results());
    if (plan.publish().requireBenefit() && benefit.lacking()) {
      pictures.set(outcome.pictures());
      new Conclusion(console.out()).figures(run);
      benefit.lines().forEach(console.out()::println);
      throw new NoBenefitException(
          "nothing was published: the network is not better than what it was compared with, and"
              + " publish.requireBenefit is true ("
              + files.directory().resolve("report.html")
              + " says more; to publish it all the same: "
              + publishing()
              + ")");
    }
  }

  /** A retraining with another plan is another retraining, and does not go on with this one. */
  private String publishing() {
    return companion == Companion.NONE
        ? options.command(files.directory(), true) + " --set publish.requireBenefit=false"
        : "set publish.requireBenefit to false in the plan, and retrain";
  }

  /** Says where it can be seen while it goes on. */
  private LiveRun live(RunPlace place) {
    LiveRun live = new LiveRun(place.cluster().spark());
    live.page().ifPresent(page -> progress.note("live page: " + page));
    live.began(
        new RunBegan(
            plan.name(),
            plan.publish().model(),
            place.cluster().device().kind().toString(),
            admitted.settings().executorsWanted(),
            place.budget().heap(),
            place.budget().nativeMemory(),
            Instant.now().toEpochMilli()));
    return live;
  }

  private Checkpoints checkpoints(Cluster cluster) {
    DeviceKind device = cluster.device().kind();
    RunCheckpoints.versions(device).forEach(record::version);
    return new RunCheckpoints(plan, files.directory(), admitted.resumes())
        .open(cluster.spark().hadoopConfiguration(), device);
  }

  private RoundReports reports(LiveRun live, RoundsFile rounds) {
    WorkerRecords workers = new WorkerRecords();
    record.workers(workers::all);

    return round -> {
      workers.report(round);
      rounds.report(round);
      live.report(round);
    };
  }

  /** From here on the directory's files are this run's. */
  private void begin() {
    try {
      files.writePlan(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    begun.set(true);
  }

  /**
   * A published version, the record that says so, and the removal of what the run could go on from:
   * an interruption finds all of it or none.
   */
  private PublishedVersion conclude(
      TrainingRun.Outcome outcome, ModelRegistry registry, Checkpoints kept, RunPlace place)
      throws Exception {
    Beside beside = new Beside(companion.summary(), companion.files(plan, place));
    String id = new EarlierRun(plan, files.directory()).publicationId();
    return interruption.whole(
        () -> {
          PublishedVersion version =
              record.clock().in(Phase.PUBLISH, () -> publish(registry, id, outcome, beside));
          RunRecord run = record.succeeded();
          if (written(() -> files.writeRecord(run))) {
            clear(kept);
          }
          String page = publication.report(run, outcome.pictures());
          written(() -> files.writeReport(page));
          new Conclusion(console.out()).print(run, files.directory().resolve("report.html"));
          return version;
        });
  }

  /** The version's own report is published before anybody judges it. */
  private void show(Judgement judgement, ReportPictures pictures) {
    written(
        () -> {
          RunRecord run = files.readRecord();
          return files.writeReport(publication.report(run, pictures, Optional.of(judgement)));
        });
  }

  /** A run that goes on may have published, and not have learnt it. */
  private PublishedVersion publish(
      ModelRegistry registry, String id, TrainingRun.Outcome outcome, Beside beside) {
    PublishedVersion version =
        earlier(registry, id)
            .orElseGet(
                () -> publication.publish(registry, id, outcome, record.succeeded(), beside));
    published.set(Optional.of(version.location()));
    record.model(version.location());
    return version;
  }

  private Optional<PublishedVersion> earlier(ModelRegistry registry, String id) {
    return admitted.resumes() ? registry.find(plan.publish().model(), id) : Optional.empty();
  }

  /** Writes one of the run's files. */
  @FunctionalInterface
  private interface Writing {
    Path file() throws IOException;
  }

  /** What cannot be written now is no reason to call a run failed that has published its model. */
  private boolean written(Writing writing) {
    try {
      writing.file();
      return true;
    } catch (IOException e) {
      LOG.error("a file of the run cannot be written", e);
      progress.note(
          String.format(
              "warning: the model is published, but %s: %s is not complete (report.html and"
                  + " run.json are beside the model, too)",
              e.getMessage(), files.directory()));
      return false;
    }
  }

  /** What is left behind is no reason to call a run failed that has published its model. */
  private void clear(Checkpoints kept) {
    try {
      kept.clear();
    } catch (CheckpointException e) {
      LOG.warn("checkpoints are left behind", e);
      console.err().println("lamina: " + e.getMessage());
    }
  }

  private void interrupted(String cause) {
    progress.end();
    String by = cause + "; ";
    published
        .get()
        .ifPresentOrElse(
            version -> console.err().println("warning: " + by + succeeded(version)),
            () -> fail(by + unpublished()));
  }

  private static String succeeded(String version) {
    return "the run had succeeded before: the model is published, as " + version;
  }

  /** How to continue. */
  private String unpublished() {
    boolean resumable = !begun.get() || checkpoints.get().filter(Checkpoints::hasAny).isPresent();
    return "nothing was published; "
        + (resumable ? "continue it with: " : "no checkpoint was kept; start it again with: ")
        + options.command(files.directory(), resumable);
  }

  private void fail(String message) {
    if (begun.get()) {
      writeFailed(record.failed(message));
    }
    console.err().println("log: " + files.directory().resolve(TrainJob.LOG_FILE));
    console.err().println("lamina: " + message);
  }

  private void writeFailed(RunRecord run) {
    try {
      files.writeRecord(run);
      files.writePlan(yaml);
      files.writeReport(publication.report(run, pictures.get()));
    } catch (IOException | RuntimeException e) {
      console.err().println("warning: " + e.getMessage());
    }
  }
}
