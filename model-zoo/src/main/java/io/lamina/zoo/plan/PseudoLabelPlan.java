package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * Learning from the network's own labels: the fine-tuned network labels the unlabeled data, and
 * learns from these and the labeled data together; again and again (Lee, ICML 2013 workshop; Xie et
 * al. 2020 for the noise while it learns, which is that of fine-tuning).
 *
 * @param generations how often the unlabeled data are labeled anew
 * @param confidence the least probability with which the network must hold an example for a class
 *     to label it; it learns nothing from the others
 * @param stage how each generation is trained
 */
public record PseudoLabelPlan(int generations, double confidence, StagePlan stage) {
  public static final Range GENERATIONS = Range.closed(1, 1000);
  public static final Range CONFIDENCE = Range.below(0, 1);

  public PseudoLabelPlan {
    GENERATIONS.require("generations", generations);
    CONFIDENCE.require("confidence", confidence);
    requireNonNull(stage, "stage is null");
  }
}
