package io.lamina.zoo.plan;

/**
 * The optimizer inside a round: stochastic gradient descent, with Nesterov's momentum where {@code
 * momentum} is above zero. The learning rate runs in a straight line over the rounds of a stage.
 *
 * @param learningRate of the first round; gradients are means over a mini-batch
 * @param finalLearningRate of the last round
 * @param momentum 0 for none
 */
public record OptimizerPlan(double learningRate, double finalLearningRate, double momentum) {
  public static final Range LEARNING_RATE = Range.above(0, 100);
  public static final Range FINAL_LEARNING_RATE = Range.closed(0, 100);
  public static final Range MOMENTUM = Range.below(0, 1);

  public OptimizerPlan {
    LEARNING_RATE.require("learningRate", learningRate);
    FINAL_LEARNING_RATE.require("finalLearningRate", finalLearningRate);
    MOMENTUM.require("momentum", momentum);
  }

  /** The learning rate of a round, of so many rounds. */
  public double learningRate(int round, int rounds) {
    double progress = rounds <= 1 ? 0 : (double) round / (rounds - 1);
    return learningRate + (finalLearningRate - learningRate) * progress;
  }
}
