package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.jobs.gate.statistics.PairedErrors;
import io.lamina.zoo.plan.retrain.PairedGates;

/**
 * Whether a model classifies labeled rows not worse than the champion.
 *
 * @param plan the margin, the confidence and the budget of decisions
 */
public record LabelGate(PairedGates plan) {
  public static final String NAME = "labels";

  private static final Labels.Remedies REMEDIES =
      new Labels.Remedies("add labels, or raise the margin", "raise the margin");

  /**
   * Judges the model; not computed if the budget of the test set is spent.
   *
   * @param errors of both models on the rows of the set
   * @param set the labeled rows
   */
  public GateResult judge(PairedErrors errors, TestSet set) {
    return new Labels(NAME, "the champion", plan.margin(), Comparison::isEnough, REMEDIES)
        .judge(plan, errors, set);
  }
}
