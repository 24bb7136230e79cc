package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Range;
import java.util.Optional;

/**
 * The last stage: the whole stack trained by back-propagation.
 *
 * @param objective what for
 * @param stage how it is trained
 * @param corruption the probability that an input value is masked while training
 * @param dropout the probability that a hidden unit is left out while training (Srivastava et al.
 *     2014)
 * @param augmentation how pictures are changed at random while training; empty if they are not
 * @param averaging how the shards' updates become one in this stage
 * @param pseudoLabels what is then learnt from the network's own labels; empty if nothing is
 */
public record FineTunePlan(
    Objective objective,
    StagePlan stage,
    double corruption,
    double dropout,
    Optional<AugmentationPlan> augmentation,
    AveragingPlan averaging,
    Optional<PseudoLabelPlan> pseudoLabels) {
  public static final Range CORRUPTION = Range.below(0, 1);
  public static final Range DROPOUT = Range.below(0, 1);

  public FineTunePlan {
    requireNonNull(objective, "objective is null");
    requireNonNull(stage, "stage is null");
    CORRUPTION.require("corruption", corruption);
    DROPOUT.require("dropout", dropout);
    requireNonNull(augmentation, "augmentation is null");
    requireNonNull(averaging, "averaging is null");
    requireNonNull(pseudoLabels, "pseudoLabels is null");
    if (pseudoLabels.isPresent() && objective != Objective.CLASSIFY) {
      throw new IllegalArgumentException("pseudo-labels without classes");
    }
  }

  /** The same, trained as a generation of pseudo-labels is. */
  public FineTunePlan generation() {
    return new FineTunePlan(
        objective,
        pseudoLabels.orElseThrow().stage(),
        corruption,
        dropout,
        augmentation,
        averaging,
        Optional.empty());
  }
}
