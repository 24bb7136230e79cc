package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.preprocessing.Preprocessor;

/**
 * Trains plans that read the same examples, one after the other, to the end of their fine-tuning
 * and no further: the test data is not read, nothing is compared, shown or published. For one
 * thread.
 */
public final class TrialRuns implements AutoCloseable {
  private final RunPlace place;
  private final DataReader reader;
  private final DividedData unlabeled;
  private final DividedData tuning;

  private TrialRuns(RunPlace place, DataReader reader, DividedData unlabeled, DividedData tuning) {
    this.place = place;
    this.reader = reader;
    this.unlabeled = unlabeled;
    this.tuning = tuning;
  }

  /**
   * Reads the examples.
   *
   * @param any one of the plans; all have the same data, shards and seed
   * @param dataRoot the directory the plans' data paths are relative to
   * @throws io.lamina.jobs.data.source.DataException if they cannot be read
   */
  public static TrialRuns open(
      TrainingPlan any, String dataRoot, RunPlace place, RunOutput output) {
    DataReader reader =
        new DataReader(
            any, dataRoot, place.cluster().session(), place.tasks(any.shards()), output::warn);
    try {
      Preprocessor input = output.timed(Phase.READ, reader::preprocessor);
      DividedData unlabeled = output.timed(Phase.READ, () -> reader.unlabeled(input));
      DividedData tuning =
          any.classifies() ? output.timed(Phase.READ, () -> reader.labeled(input)) : unlabeled;
      return new TrialRuns(place, reader, unlabeled, tuning);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Trains a plan.
   *
   * @param plan has fine-tuning, and validation of it
   * @param checkpoints where stages may be that another plan has trained
   * @return what the parameters that fine-tuning gives came to by the validation examples
   */
  public ValidationPoint validated(TrainingPlan plan, Checkpoints checkpoints, RunOutput output) {
    Shape shape = unlabeled.learned().shape();
    require(plan, shape);
    StageOpening opening = new StageOpening(plan, place, output);
    try (ShownStages stages =
        opening.stages(checkpoints.of(new ReadIdentities(unlabeled, tuning).all()))) {
      LayerBeginning starts = new FirstParameters(plan, place, output).cold();
      PretrainedStack stack =
          output.timed(
              Phase.PRETRAIN,
              () -> new Pretraining(plan, place, stages, output, starts).of(unlabeled, true));
      LastStage last = new LastStage(plan, stages, opening.pseudoLabels(), opening.tasks());
      float[] start = last.start(stack, shape);
      StageResult tuned =
          output.timed(Phase.FINE_TUNE, () -> last.fineTune("fine-tuning", tuning, start));
      return tuned.measured(plan.fineTune().orElseThrow().stage().watch().keep()).orElseThrow();
    }
  }

  private void require(TrainingPlan plan, Shape shape) {
    PlanMemory memory = new PlanMemory(plan, shape);
    memory.requireOnExecutors(place.budget(), place.cluster().device());
    memory.requireInDriver(
        DriverBudget.ofThisProcess(), place.servers() instanceof ServerChoice.InDriver, 0);
  }

  @Override
  public void close() {
    if (!tuning.equals(unlabeled)) {
      tuning.close();
    }
    unlabeled.close();
    reader.close();
  }
}
