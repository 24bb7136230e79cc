package io.lamina.jobs.training;

import io.lamina.jobs.data.ShardedDataset;
import io.lamina.jobs.run.Progress;
import io.lamina.zoo.plan.TrainingPlan;

/** Runs stages, shows each to the user while it runs, and adds up what the trainers worked. */
final class ShownStages implements AutoCloseable {
  private final TrainingPlan plan;
  private final StageRunner runner;
  private final Progress progress;
  private double trainerSeconds;

  /**
   * @param runner closed with this
   */
  ShownStages(TrainingPlan plan, StageRunner runner, Progress progress) {
    this.plan = plan;
    this.runner = runner;
    this.progress = progress;
  }

  /**
   * Trains a stage to its last round.
   *
   * @param initial the parameters to start from
   */
  StageResult train(StageWork work, ShardedDataset data, float[] initial) {
    int rounds = work.settings(plan).rounds(data.largestShard());
    try (Progress.Stage stage = progress.stage(work.stage(), rounds)) {
      StageResult result = runner.run(work, data, initial, stage::round);
      stage.done();
      trainerSeconds += result.trainerSeconds();
      return result;
    }
  }

  /** The seconds that trainers worked, of all slots together. */
  double trainerSeconds() {
    return trainerSeconds;
  }

  @Override
  public void close() {
    runner.close();
  }
}
