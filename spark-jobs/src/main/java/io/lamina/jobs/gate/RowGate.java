package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.retrain.PairedGates;

/**
 * Whether a model is not worse than the champion on held-out rows without labels. Equal figures and
 * an equal key give the same result to the bit.
 *
 * @param plan the margin and the confidence
 * @param key of the bootstrap's random numbers
 */
public record RowGate(PairedGates plan, RandomKey key) {
  public static final String NAME = "rows";
  public static final String EVIDENCE = "evidence";

  /**
   * Judges the model; not computed if the rows are too few or not the same, or if a figure is not
   * finite.
   *
   * @param measure what the figures are
   * @param candidate of every row
   * @param champion of the same rows, in the same order
   */
  public GateResult judge(RowMeasure measure, double[] candidate, double[] champion) {
    return new Rows(
            name(measure), "the champion", measure, plan.relativeMargin(), Comparison::isEnough)
        .judge(plan.confidence(), key, candidate, champion);
  }

  /** What the model says of a row, and how probable it finds the row, are gates of their own. */
  private static String name(RowMeasure measure) {
    return measure == RowMeasure.RECONSTRUCTION_ERROR ? NAME : EVIDENCE;
  }
}
