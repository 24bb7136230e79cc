package io.lamina.jobs.cli.job;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.RunIdentity;
import io.lamina.jobs.cluster.LocalDisk;
import io.lamina.jobs.cluster.MemoryException;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.search.Search;
import io.lamina.jobs.search.Trial;
import io.lamina.jobs.search.TrialPlans;
import io.lamina.jobs.search.TrialResult;
import io.lamina.jobs.training.RunOutput;
import io.lamina.jobs.training.RunPlace;
import io.lamina.jobs.training.TrialRuns;
import io.lamina.parameters.StageFailedException;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains trials on a cluster. Examples are read anew only where a trial reads others than the one
 * before it, and a stage that another trial has trained is not trained again. For one thread.
 */
final class TrialTraining implements Search.TrialTrainer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTraining.class);

  private final TrialPlans plans;
  private final String dataRoot;
  private final RunPlace place;
  private final String stages;
  private final LocalDisk disk;
  private final Progress progress;
  private Optional<ReadBy> open = Optional.empty();

  /** The examples that are read at the moment. */
  private record ReadBy(String dataSha256, TrialRuns runs) {}

  /**
   * @param stages the directory that keeps what was trained
   * @param disk that may be too small
   * @param progress is shown the stages
   */
  TrialTraining(
      TrialPlans plans,
      String dataRoot,
      RunPlace place,
      String stages,
      LocalDisk disk,
      Progress progress) {
    this.plans = plans;
    this.dataRoot = dataRoot;
    this.place = place;
    this.stages = stages;
    this.disk = disk;
    this.progress = progress;
  }

  @Override
  public TrialResult train(int rung, Trial trial) {
    long start = System.nanoTime();
    TrainingPlan plan = plans.of(trial, rung);
    Optional<ValidationPoint> measured = Optional.empty();
    Optional<String> failure = Optional.empty();
    try (Checkpoints kept = checkpoints(plan)) {
      RunOutput output = output(plan);
      measured = Optional.of(read(plan, output).validated(plan, kept, output));
    } catch (RuntimeException e) {
      if (!isOfTrial(e)) {
        throw e;
      }
      LOG.warn("trial {} failed in rung {}", trial.number(), rung, e);
      failure = Optional.of(new Failure(e, disk).message());
    }
    return new TrialResult(
        rung, trial.number(), measured, failure, (System.nanoTime() - start) * 1e-9);
  }

  /**
   * That numbers run away, or that memory is too small, is a trial's own. Everything else would
   * happen to others, too: the search ends, and can go on later.
   */
  private static boolean isOfTrial(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean diverged = cause instanceof StageFailedException stage && stage.diverged();
      if (diverged || cause instanceof MemoryException) {
        return true;
      }
    }
    return false;
  }

  private TrialRuns read(TrainingPlan plan, RunOutput output) {
    String data = new PlanWriter().dataSha256(plan);
    if (open.filter(it -> it.dataSha256().equals(data)).isEmpty()) {
      close();
      open = Optional.of(new ReadBy(data, TrialRuns.open(plan, dataRoot, place, output)));
    }
    return open.orElseThrow().runs();
  }

  private RunOutput output(TrainingPlan plan) {
    return new RunOutput(
        progress,
        round -> {},
        RunRecord.builder(plan.name(), plan.seed(), Instant.now(), 1),
        () -> {});
  }

  private Checkpoints checkpoints(TrainingPlan plan) {
    DeviceKind device = place.cluster().device().kind();
    Map<String, String> versions = RunCheckpoints.versions(device);
    Map<String, String> layers = new HashMap<>();
    for (int count = 1; count <= plan.layers().size(); count++) {
      layers.put("layer " + count, new PlanWriter().layersSha256(plan, count));
    }
    String whole = new PlanWriter().computationSha256(plan);
    return Checkpoints.shared(
        stages,
        place.cluster().spark().hadoopConfiguration(),
        stage -> new RunIdentity(layers.getOrDefault(stage, whole), device.name(), versions),
        plan.checkpoints().rounds());
  }

  @Override
  public void close() {
    open.ifPresent(it -> it.runs().close());
    open = Optional.empty();
  }
}
