package io.lamina.jobs.training.stage;

import io.lamina.jobs.run.ValidationPoint;

/** Measures what a stage has come to by examples that were held out of it. */
@FunctionalInterface
public interface StageMeasure {
  /**
   * Measures parameters; the same ones always give the same.
   *
   * @param round after which it is, from 1
   * @param parameters of the stage
   */
  ValidationPoint of(int round, float[] parameters);
}
