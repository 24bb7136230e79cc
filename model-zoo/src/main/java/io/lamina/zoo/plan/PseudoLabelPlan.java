package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * Learning from the network's own labels: in generation g of G the network labels the unlabeled
 * examples, of each class the g/G it is surest of, and is trained anew, from the pretrained layers,
 * by these and the labeled data together. The growing share and the fresh start keep it from
 * believing its first mistakes (Lee, ICML 2013 workshop; Cascante-Bonilla et al., AAAI 2021; by
 * class: Zou et al., ECCV 2018).
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
