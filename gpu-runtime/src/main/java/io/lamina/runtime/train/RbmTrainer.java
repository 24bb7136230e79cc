package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.BernoulliRbm;
import java.util.List;

/**
 * Trains a {@link BernoulliRbm} by CD-k. Its parameters are the weights (inputs × units), the
 * hidden bias and the visible bias.
 *
 * <p>The chain starts at the data and samples hidden and visible units in turn; the statistics take
 * the hidden units' probabilities at both ends. As in the autoencoder one product makes the whole
 * gradient: {@code [v₀ vₖ] [h₀ -hₖ]ᵀ}. The measured loss is the cross-entropy between the data and
 * the chain's first reconstruction.
 */
final class RbmTrainer implements Trainer {
  private static final Activation SIGMOID = Activation.SIGMOID;

  private final BernoulliRbm plan;
  private final Operations operations;
  private final Parameter weights;
  private final Parameter hiddenBias;
  private final Parameter visibleBias;
  private final ParameterVector vector;
  private final BatchViews<Views> views;

  /**
   * @param plan what to train
   * @param inputs the values of an example
   * @param operations the device; closed with the trainer
   */
  RbmTrainer(BernoulliRbm plan, int inputs, Operations operations) {
    this.plan = plan;
    this.operations = operations;
    double momentum = plan.optimizer().momentum();
    this.weights = new Parameter(operations, inputs, plan.units(), momentum);
    this.hiddenBias = new Parameter(operations, plan.units(), 1, momentum);
    this.visibleBias = new Parameter(operations, inputs, 1, momentum);
    this.vector = new ParameterVector(operations, List.of(weights, hiddenBias, visibleBias));
    Matrix visible = operations.allocate(inputs, 2 * plan.batchSize());
    Matrix hidden = operations.allocate(plan.units(), 2 * plan.batchSize());
    Matrix states = operations.allocate(plan.units(), plan.batchSize());
    this.views =
        new BatchViews<>(plan.batchSize(), size -> Views.of(size, visible, hidden, states));
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public double step(MiniBatch batch, Step step) {
    Views at = views.of(batch.size());
    operations.upload(batch.values(), 0, at.data);
    hiddenProbabilities(at.data, at.dataCodes);
    double loss = chain(at, step);
    hiddenProbabilities(at.chain, at.chainCodes);
    operations.scale(-1f, at.chainCodes);
    update(at, (float) (step.learningRate() / batch.size()), step.learningRate());
    return loss;
  }

  /** Runs the Gibbs chain k steps from the data; leaves its visible states in {@code at.chain}. */
  private double chain(Views at, Step step) {
    RandomKey key = step.key();
    double loss = Double.NaN;
    Matrix probabilities = at.dataCodes;
    for (int k = 0; k < plan.gibbsSteps(); k++) {
      operations.sample(probabilities, key.with(2L * k), at.states);
      operations.multiply(1f, weights.value(), false, at.states, false, 0f, at.chain);
      if (step.measured() && k == 0) {
        loss = operations.crossEntropy(at.chain, visibleBias.value(), at.data);
      }
      operations.activate(at.chain, visibleBias.value(), SIGMOID);
      operations.sample(at.chain, key.with(2L * k + 1), at.chain);
      if (k + 1 < plan.gibbsSteps()) {
        hiddenProbabilities(at.chain, at.chainCodes);
        probabilities = at.chainCodes;
      }
    }
    return loss;
  }

  private void hiddenProbabilities(Matrix visible, Matrix target) {
    operations.multiply(1f, weights.value(), true, visible, false, 0f, target);
    operations.activate(target, hiddenBias.value(), SIGMOID);
  }

  private void update(Views at, float rate, double learningRate) {
    weights.begin();
    weights.shrink(learningRate * plan.weightDecay());
    operations.multiply(
        rate, at.visiblePair, false, at.hiddenPair, true, weights.beta(), weights.target());
    weights.end();
    hiddenBias.step(rate, at.hiddenPair);
    operations.subtract(at.data, at.chain, at.data);
    visibleBias.step(rate, at.data);
  }

  @Override
  public void close() {
    operations.close();
  }

  /** The work space, cut for a size of mini-batch. */
  private record Views(
      Matrix data,
      Matrix chain,
      Matrix visiblePair,
      Matrix dataCodes,
      Matrix chainCodes,
      Matrix hiddenPair,
      Matrix states) {
    static Views of(int size, Matrix visible, Matrix hidden, Matrix states) {
      return new Views(
          visible.columns(0, size),
          visible.columns(size, size),
          visible.columns(0, 2 * size),
          hidden.columns(0, size),
          hidden.columns(size, size),
          hidden.columns(0, 2 * size),
          states.columns(0, size));
    }
  }
}
