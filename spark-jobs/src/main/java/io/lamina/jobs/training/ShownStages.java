package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.run.RewindRecord;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.jobs.run.progress.Progress;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.RoundReports;
import io.lamina.jobs.training.inference.HeldOutLoss;
import io.lamina.jobs.training.stage.StageMeasure;
import io.lamina.jobs.training.stage.StageProgress;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.jobs.training.stage.StageRunner;
import io.lamina.jobs.training.start.RateSearch;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.start.FoundRate;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs stages, shows each to the user while it runs, and adds up what the trainers worked. */
final class ShownStages implements AutoCloseable {
  private final TrainingPlan plan;
  private final StageRunner runner;
  private final HeldOutLoss heldOutLoss;
  private final RateSearch rates;
  private final Progress progress;
  private final RoundReports reports;
  private double trainerSeconds;
  private Optional<String> resumedAt = Optional.empty();
  private final List<RewindRecord> rewinds = new ArrayList<>();

  /**
   * @param runner closed with this
   * @param heldOutLoss measures stages
   * @param rates finds learning rates
   * @param reports told of every round
   */
  ShownStages(
      TrainingPlan plan,
      StageRunner runner,
      HeldOutLoss heldOutLoss,
      RateSearch rates,
      Progress progress,
      RoundReports reports) {
    this.plan = plan;
    this.runner = runner;
    this.heldOutLoss = heldOutLoss;
    this.rates = rates;
    this.progress = progress;
    this.reports = reports;
  }

  /**
   * Trains a stage to its end.
   *
   * @param data to learn from, and to be measured by
   * @param initial the parameters to start from
   */
  StageResult train(StageWork work, DividedData data, float[] initial) {
    int rounds = work.settings(plan).rounds(data.learned().largestShard());
    Optional<StageMeasure> measure =
        data.heldOut()
            .map(
                heldOut -> (round, parameters) -> heldOutLoss.of(work, heldOut, round, parameters));
    Optional<FoundRate> rate = rates.of(work, data.learned(), initial);
    rate.ifPresent(found -> progress.note(work.stage() + ": " + found.line()));
    try (Progress.Stage stage = progress.stage(work.stage(), rounds)) {
      Shown shown = new Shown(work.stage(), stage);
      StageResult result = runner.run(work, data.learned(), measure, initial, rate, shown);
      stage.done();
      trainerSeconds += result.trainerSeconds();
      result.rewinds().forEach(back -> rewinds.add(record(work.stage(), back)));
      return result;
    }
  }

  private static RewindRecord record(String stage, Rewind back) {
    return new RewindRecord(stage, back.from() + 1, back.to() + 1, back.cause());
  }

  /** The ways back of all stages, in their order. */
  List<RewindRecord> rewinds() {
    return List.copyOf(rewinds);
  }

  private final class Shown implements StageProgress {
    private final String name;
    private final Progress.Stage stage;

    Shown(String name, Progress.Stage stage) {
      this.name = name;
      this.stage = stage;
    }

    @Override
    public void resumed(StageCheckpoint from) {
      List<Double> losses = from.history().losses();
      boolean over = from.device().isPresent();
      resumedAt = Optional.of(name + (over ? ", its end" : ", round " + (losses.size() + 1)));
      if (!losses.isEmpty()) {
        stage.round(losses.size(), losses.get(losses.size() - 1), Double.NaN, Double.NaN);
      }
    }

    @Override
    public void note(String line) {
      progress.note(line);
    }

    @Override
    public void measured(ValidationCurve curve, boolean over) {
      ValidationPoint last = curve.points().get(curve.points().size() - 1);
      ValidationPoint best = curve.best().orElse(last);
      stage.validation(last.words(), best.words());
      if (over) {
        progress.note(
            String.format(
                Locale.ROOT,
                "%s: ends after round %d, for no measurement since round %d was better",
                name,
                last.round(),
                best.round()));
      }
    }

    @Override
    public void rewound(Rewind back) {
      progress.note(
          String.format(
              Locale.ROOT,
              "%s; going back to round %d with %s of the learning rate",
              back.cause(),
              back.to() + 1,
              plan.divergence().rateFactor()));
    }

    @Override
    public void round(RoundReport round, double examplesPerSecond, double idle) {
      stage.round(round.round(), round.loss(), examplesPerSecond, idle);
      reports.report(round);
    }
  }

  /** The last place where a run before this one had come to, if any. */
  Optional<String> resumedAt() {
    return resumedAt;
  }

  /**
   * The seconds that trainers worked, of all slots together, those of the run before this one
   * included.
   */
  double trainerSeconds() {
    return trainerSeconds;
  }

  @Override
  public void close() {
    runner.close();
  }
}
