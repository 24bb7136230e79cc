package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * A restricted Boltzmann machine with binary visible and hidden units, trained by contrastive
 * divergence with k steps of Gibbs sampling (CD-k). Inputs in [0, 1] are taken as probabilities.
 *
 * <p>Hinton: Training products of experts by minimizing contrastive divergence, Neural Computation
 * 14 (2002).
 *
 * @param units hidden units
 * @param gibbsSteps the k of CD-k
 * @param weightDecay the weights' L2 penalty; biases have none
 * @param optimizer inside a round
 * @param batchSize examples in a mini-batch
 * @param length how long it trains
 */
public record BernoulliRbm(
    int units,
    int gibbsSteps,
    double weightDecay,
    OptimizerPlan optimizer,
    int batchSize,
    TrainingLength length)
    implements LayerPlan {
  /** The name a plan calls this kind by. */
  public static final String KIND = "rbm";

  public static final Range GIBBS_STEPS = Range.closed(1, 1000);
  public static final Range WEIGHT_DECAY = Range.closed(0, 1);

  public BernoulliRbm {
    UNITS.require("units", units);
    GIBBS_STEPS.require("gibbsSteps", gibbsSteps);
    WEIGHT_DECAY.require("weightDecay", weightDecay);
    requireNonNull(optimizer, "optimizer is null");
    BATCH_SIZE.require("batchSize", batchSize);
    requireNonNull(length, "length is null");
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Always the sigmoid: a hidden unit's code is its probability of being on. */
  @Override
  public Activation activation() {
    return Activation.SIGMOID;
  }
}
