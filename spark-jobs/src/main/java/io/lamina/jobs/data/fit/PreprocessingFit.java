package io.lamina.jobs.data.fit;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.List;

/**
 * Finds the statistics of preprocessing: each step's are those of the data after the steps before
 * it. They are the same, to the bit, however the data is dealt and in whatever order it is read.
 */
public final class PreprocessingFit {
  private final ShardedDataset data;
  private final int tasks;

  /**
   * @param data as it is without preprocessing
   * @param tasks that read it side by side
   */
  public PreprocessingFit(ShardedDataset data, int tasks) {
    this.data = data;
    this.tasks = tasks;
  }

  /**
   * The steps with their statistics.
   *
   * @param nothing a preprocessor without steps
   * @throws DataException if a step is not for examples of this size; nothing was read then
   */
  public Preprocessor of(Preprocessor nothing, List<PreprocessingStep> steps) {
    steps.forEach(this::requireFits);
    Preprocessor fitted = nothing;
    for (PreprocessingStep step : steps) {
      fitted = fitted.with(step.fit(new ShardStatistics(data, tasks, fitted)));
    }
    return fitted;
  }

  private void requireFits(PreprocessingStep step) {
    step.refusal(data.shape())
        .ifPresent(
            refusal -> {
              throw new DataException(refusal);
            });
  }
}
