package io.lamina.jobs.cli.retrain;

import io.lamina.jobs.cli.job.Companion;
import io.lamina.jobs.cli.job.EarlierRun;
import io.lamina.jobs.cli.job.ExitCode;
import io.lamina.jobs.cli.job.RunLog;
import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.TrainJob;
import io.lamina.jobs.cli.job.YarnDriver;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.drift.DriftLimits;
import io.lamina.jobs.gate.Force;
import io.lamina.jobs.report.Judgement;
import io.lamina.jobs.retrain.DataChange;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.retrain.NewData;
import io.lamina.zoo.plan.retrain.RetrainPlan;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.Lease;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One retraining of one model. */
final class Retraining {
  private final RetrainOrder order;
  private final TrainingPlan plan;
  private final ModelRegistry registry;
  private final Optional<Force> force;
  private final Optional<DriftLimits> limits;
  private final String planSha256;

  /**
   * @param plan of the user
   * @param registry where the model is
   * @throws IllegalArgumentException if options do not go together, or are out of range
   */
  Retraining(RetrainOrder order, TrainingPlan plan, ModelRegistry registry) {
    this.order = order;
    this.plan = plan;
    this.registry = registry;
    this.force = order.own().force();
    this.limits = order.own().driftLimits();
    this.planSha256 = new PlanWriter().sha256WithoutPrice(plan);
  }

  Lease lease() {
    return registry.lease(model(), "retrain");
  }

  String model() {
    return plan.publish().model();
  }

  int run(Lease.Held lease) {
    Optional<PublishedVersion> champion = registry.champion(model());
    say(
        "%s: %s",
        model(),
        champion
            .map(version -> version.name() + " is the champion")
            .orElse("there is no champion yet"));
    NewData rules = plan.retrain().orElseGet(RetrainPlan::usual).newData();
    NightFiles finder =
        new NightFiles(plan, order.run().dataRoot(), registry, line -> say("%s", line));
    DataCursor known = champion.map(finder::of).orElseGet(DataCursor::none);
    DataCursor files =
        finder.settled(order.clock().instant().minusSeconds(rules.settleSeconds()), known);
    DataChange change = files.since(known);
    say("data: %s; %s", change.newInWords(), change.oldInWords());
    if (!change.keepsOld() && rules.changedFiles() == NewData.ChangedFiles.REFUSE) {
      throw new IllegalArgumentException(
          "files that the champion learned from are not as they were: "
              + change.oldInWords()
              + " (restore them, or say retrain.newData.changedFiles: allow)");
    }
    CandidateMark mark =
        new CandidateMark(
            order.own().partition().orElseGet(() -> "files-" + files.sha256().substring(0, 16)),
            planSha256,
            champion.map(version -> version.manifest().id()).orElse(""));
    Tonight tonight = new Tonight(files, change, champion);
    boolean anotherPlan = champion.filter(version -> isOfAnotherPlan(version)).isPresent();
    if (anotherPlan) {
      say("plan: it is not the one that %s was trained by", champion.get().name());
    }
    return (anotherPlan ? Optional.<String>empty() : tonight.nothingToDo(rules))
        .or(() -> force.isEmpty() ? judgedBefore(mark) : Optional.empty())
        .map(this::done)
        .orElseGet(() -> candidate(mark, tonight, lease));
  }

  /** Another plan is a reason to train, also on the same data. */
  private boolean isOfAnotherPlan(PublishedVersion champion) {
    return CandidateMark.planOf(champion).filter(sha -> !sha.equals(planSha256)).isPresent();
  }

  private int done(String reason) {
    say("nothing to do: %s", reason);
    YarnDriver.here().ifPresent(YarnDriver::endWithoutSpark);
    return ExitCode.DONE;
  }

  /** The same data, plan and champion give the same candidate and the same verdict. */
  private Optional<String> judgedBefore(CandidateMark mark) {
    return registry.alias(model(), Alias.CHALLENGER).history().stream()
        .flatMap(entry -> registry.version(model(), entry.version()).stream())
        .filter(mark::isOn)
        .findFirst()
        .map(
            version ->
                version.name()
                    + " was trained on '"
                    + mark.partition()
                    + "' by this plan and judged beside this champion ('lamina models history "
                    + model()
                    + " --alias challenger' says what the gates said)");
  }

  private int candidate(CandidateMark mark, Tonight tonight, Lease.Held lease) {
    Path directory =
        order
            .options()
            .runDirectory()
            .orElseGet(() -> Path.of("runs", "retrain-" + model() + "-" + mark.fileName()));
    try {
      Optional<PinnedRun> earlier = earlier(mark, tonight, directory);
      Optional<DriftDecision> drift =
          earlier.isPresent() ? Optional.empty() : drift(tonight, directory);
      if (drift.isPresent() && !drift.get().trains()) {
        say("nothing to do: the new data are no reason to train");
        return drift.get().exitCode();
      }
      if (order.own().isDryRun()) {
        say("dry run: it would train, on data called '%s'", mark.partition());
        return ExitCode.DONE;
      }
      Night night = tonight.with(drift.flatMap(DriftDecision::json));
      PinnedRun run = earlier.isPresent() ? earlier.get() : PinnedRun.begin(directory, mark, night);
      return train(run, lease);
    } catch (IOException e) {
      throw new DataException(
          "cannot use the run directory " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * The run that an earlier try began in the directory, to go on with; empty if there is none, or
   * if its files have changed before it trained on them.
   */
  private Optional<PinnedRun> earlier(CandidateMark mark, Tonight tonight, Path directory)
      throws IOException {
    Optional<PinnedRun> found = PinnedRun.earlier(directory);
    if (found.isEmpty() || found.get().mark().equals(mark)) {
      return found.filter(run -> isAsItWas(run, tonight));
    }
    PinnedRun run = found.get();
    boolean another =
        !run.mark().planSha256().equals(mark.planSha256())
            || order
                .own()
                .partition()
                .filter(name -> !name.equals(run.mark().partition()))
                .isPresent();
    if (another || judgedBefore(run.mark()).isPresent()) {
      throw new IllegalArgumentException(
          directory
              + " is the directory of another retraining, on '"
              + run.mark().partition()
              + "' (give each its own --run-dir, or none)");
    }
    say("%s began on '%s', and goes on with it", directory, run.mark().partition());
    return Optional.of(run).filter(it -> isAsItWas(it, tonight));
  }

  /** Whether its files are those that it began with; once it trains on them, they must be. */
  private boolean isAsItWas(PinnedRun run, Tonight tonight) {
    DataChange change = tonight.files().since(run.night().files());
    if (change.keepsOld()) {
      return true;
    }
    if (new EarlierRun(pinned(run.night()), run.directory()).hasCheckpoints()) {
      throw new IllegalArgumentException(
          run.directory()
              + " began with files that are not as they were: "
              + change.oldInWords()
              + " (restore them, or give another --run-dir)");
    }
    say("%s begins anew: %s", run.directory(), change.oldInWords());
    return false;
  }

  /** Whether the new data are a reason to train, if that is asked. */
  private Optional<DriftDecision> drift(Tonight tonight, Path directory) {
    Optional<DriftDecision> decision = limits.map(it -> drift(it, tonight, directory));
    decision.ifPresent(it -> say("drift: %s", it.why()));
    return decision;
  }

  private DriftDecision drift(DriftLimits from, Tonight tonight, Path directory) {
    OwnCluster place = new OwnCluster(plan, order.run(), order.options());
    NewDataDrift drift = new NewDataDrift(registry, place, from, line -> say("%s", line));
    return logged(directory, () -> drift.of(newData(tonight), tonight.champion(), directory));
  }

  /** What Spark and the libraries say goes to the run's log, not to the terminal. */
  private <T> T logged(Path directory, Supplier<T> work) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new DataException(
          "cannot use the run directory " + directory + ": " + e.getMessage(), e);
    }
    RunLog log = new RunLog(directory.resolve(TrainJob.LOG_FILE), true, line -> say("%s", line));
    try {
      return work.get();
    } finally {
      log.close();
    }
  }

  /** The new files of the unlabeled data, read as the plan reads them. */
  private Optional<DataSource> newData(Tonight tonight) {
    DataCursor added = tonight.added();
    boolean none =
        added.files(Tonight.UNLABELED).isEmpty() && added.table(Tonight.UNLABELED).isEmpty();
    return none
        ? Optional.empty()
        : Optional.of(
            pinned(new Night(added, Optional.empty(), Optional.empty())).data().unlabeled());
  }

  private TrainingPlan pinned(Night night) {
    return PlanReader.of(Devices.find().kinds())
        .read(
            order.run().plan(),
            both(order.options().overrides(), new EffectivePlan(plan, night).overrides()));
  }

  private int train(PinnedRun run, Lease.Held lease) throws IOException {
    List<String> pinned = new EffectivePlan(plan, run.night()).overrides();
    TrainingPlan effective = pinned(run.night());
    EarlierRun earlier = new EarlierRun(effective, run.directory());
    CandidateJudge judge =
        new CandidateJudge(
            order.console(), order.run(), effective, run, new Candidacy(lease, force));
    Optional<PublishedVersion> published = registry.find(model(), earlier.publicationId());
    if (published.isPresent()) {
      say("%s was published before, and is judged now", published.get().name());
      Optional<Judgement> unused =
          logged(run.directory(), () -> judge.alone(registry, published.get(), order.options()));
    } else {
      RunOptions training = order.options().in(run.directory(), earlier.hasCheckpoints(), pinned);
      int code = trained(training, judge);
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    return judge.exitCode();
  }

  private List<String> both(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  private int trained(RunOptions training, Companion judge) {
    return new TrainJob(order.console(), training, order.run(), judge).call();
  }

  private void say(String format, Object... values) {
    order.console().out().printf(Locale.ROOT, format + "%n", values);
  }
}
