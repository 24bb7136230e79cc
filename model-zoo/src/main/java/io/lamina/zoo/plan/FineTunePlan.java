package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * The supervised stage: a softmax layer on top, and the whole stack trained on the labeled data by
 * back-propagation.
 *
 * @param stage how it is trained
 * @param corruption the probability that an input value is masked while training
 * @param dropout the probability that a hidden unit is left out while training (Srivastava et al.
 *     2014)
 * @param averaging how the shards' updates become one in this stage
 */
public record FineTunePlan(
    StagePlan stage, double corruption, double dropout, AveragingPlan averaging) {
  public static final Range CORRUPTION = Range.below(0, 1);
  public static final Range DROPOUT = Range.below(0, 1);

  public FineTunePlan {
    requireNonNull(stage, "stage is null");
    CORRUPTION.require("corruption", corruption);
    DROPOUT.require("dropout", dropout);
    requireNonNull(averaging, "averaging is null");
  }
}
