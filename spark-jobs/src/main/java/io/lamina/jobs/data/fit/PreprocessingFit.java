package io.lamina.jobs.data.fit;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.preprocessing.Filling;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.util.List;
import java.util.Locale;

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
   * The step that fills values which are missing, with its statistics.
   *
   * @param nothing a preprocessor without steps
   * @throws DataException if a feature has no value at all
   */
  public Preprocessor of(Preprocessor nothing, MissingValues missing) {
    if (!missing.fill().fillsNumbers()) {
      return nothing;
    }
    double[] values = missing.fill().of(new ShardStatistics(data, tasks, nothing));
    for (int feature = 0; feature < values.length; feature++) {
      requireAny(values[feature], feature, nothing.inputNames());
    }
    return nothing.with(new Filling(values));
  }

  private void requireAny(double value, int feature, List<String> names) {
    if (Double.isNaN(value)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has no value at all in %s: there is nothing to fill it by (leave the column out)",
              data.name(),
              names.isEmpty()
                  ? "feature " + feature + " (features count from 0)"
                  : "column " + names.get(feature)));
    }
  }

  /**
   * The steps with their statistics.
   *
   * @param before what happens to an example first
   * @throws DataException if a step is not for examples of this size; nothing was read then
   */
  public Preprocessor of(Preprocessor before, List<PreprocessingStep> steps) {
    steps.forEach(this::requireFits);
    Preprocessor fitted = before;
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
