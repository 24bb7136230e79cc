package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * Learning from the network's own labels: the fine-tuned network labels the unlabeled data, and
 * learns from these and the labeled data together; again and again (Lee, ICML 2013 workshop; Xie et
 * al. 2020 for the noise while it learns, which is that of fine-tuning).
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
