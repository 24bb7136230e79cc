package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.yaml.Range;

/**
 * Learning from the network's own labels: in generation g of G the network labels the unlabeled
 * examples, of each class the g/G it is surest of, and goes on learning from these and the labeled
 * data together. The growing share keeps it from believing its first mistakes (Lee, ICML 2013
 * workshop; the share: Cascante-Bonilla et al., AAAI 2021; by class: Zou et al., ECCV 2018).
 *
 * @param generations how often the unlabeled data are labeled anew
 * @param stage how each generation is trained
 */
public record PseudoLabelPlan(int generations, StagePlan stage) {
  public static final Range GENERATIONS = Range.closed(1, 1000);

  public PseudoLabelPlan {
    GENERATIONS.require("generations", generations);
    requireNonNull(stage, "stage is null");
  }
}
