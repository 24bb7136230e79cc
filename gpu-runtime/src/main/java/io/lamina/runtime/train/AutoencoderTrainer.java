package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.DenoisingAutoencoder;
import java.util.List;

/**
 * Trains a {@link DenoisingAutoencoder}. Its parameters are the weights (inputs × units), the
 * hidden bias and the visible bias.
 *
 * <p>With tied weights the gradient is {@code x̃ δhᵀ + δy hᵀ}. The operands of the two products lie
 * side by side, {@code [x̃ δy]} and {@code [δh h]}, so that one product makes both: the weights,
 * the largest thing there is, are read and written once.
 */
final class AutoencoderTrainer implements Trainer {
  private final DenoisingAutoencoder plan;
  private final Activation outputActivation;
  private final Operations operations;
  private final Parameter weights;
  private final Parameter hiddenBias;
  private final Parameter visibleBias;
  private final ParameterVector vector;
  private final BatchViews<Views> views;

  /**
   * @param plan what to train
   * @param inputs the values of an example
   * @param outputActivation the non-linearity of the reconstruction
   * @param operations the device; closed with the trainer
   */
  AutoencoderTrainer(
      DenoisingAutoencoder plan, int inputs, Activation outputActivation, Operations operations) {
    this.plan = plan;
    this.outputActivation = outputActivation;
    this.operations = operations;
    double momentum = plan.optimizer().momentum();
    this.weights = new Parameter(operations, inputs, plan.units(), momentum);
    this.hiddenBias = new Parameter(operations, plan.units(), 1, momentum);
    this.visibleBias = new Parameter(operations, inputs, 1, momentum);
    this.vector = new ParameterVector(operations, List.of(weights, hiddenBias, visibleBias));
    Matrix clean = operations.allocate(inputs, plan.batchSize());
    Matrix visible = operations.allocate(inputs, 2 * plan.batchSize());
    Matrix hidden = operations.allocate(plan.units(), 2 * plan.batchSize());
    this.views = new BatchViews<>(plan.batchSize(), size -> Views.of(size, clean, visible, hidden));
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public double step(MiniBatch batch, Step step) {
    Views at = views.of(batch.size());
    operations.upload(batch.values(), 0, at.clean);
    operations.mask(at.clean, plan.corruption(), 1f, step.key(), at.corrupted);
    operations.multiply(1f, weights.value(), true, at.corrupted, false, 0f, at.codes);
    operations.activate(at.codes, hiddenBias.value(), plan.activation());
    operations.multiply(1f, weights.value(), false, at.codes, false, 0f, at.output);
    double loss = outputGradient(at, step.measured());
    operations.multiply(1f, weights.value(), true, at.output, false, 0f, at.hiddenDelta);
    operations.activationGradient(at.hiddenDelta, at.codes, plan.activation());
    update(at, (float) (-step.learningRate() / batch.size()));
    return loss;
  }

  /** Turns the logits of the output into the loss's gradient with respect to them. */
  private double outputGradient(Views at, boolean measured) {
    return switch (plan.loss()) {
      case CROSS_ENTROPY -> {
        double loss =
            measured
                ? operations.crossEntropy(at.output, visibleBias.value(), at.clean)
                : Double.NaN;
        operations.activate(at.output, visibleBias.value(), outputActivation);
        operations.subtract(at.output, at.clean, at.output);
        yield loss;
      }
      case SQUARED_ERROR -> {
        operations.activate(at.output, visibleBias.value(), outputActivation);
        double loss = measured ? operations.squaredError(at.output, at.clean) : Double.NaN;
        operations.squaredErrorGradient(at.output, at.clean, outputActivation);
        yield loss;
      }
    };
  }

  private void update(Views at, float rate) {
    weights.begin();
    operations.multiply(
        rate, at.visiblePair, false, at.hiddenPair, true, weights.beta(), weights.target());
    weights.end();
    hiddenBias.step(rate, at.hiddenDelta);
    visibleBias.step(rate, at.output);
  }

  @Override
  public void close() {
    operations.close();
  }

  /** The work space, cut for a size of mini-batch. */
  private record Views(
      Matrix clean,
      Matrix corrupted,
      Matrix output,
      Matrix visiblePair,
      Matrix hiddenDelta,
      Matrix codes,
      Matrix hiddenPair) {
    static Views of(int size, Matrix clean, Matrix visible, Matrix hidden) {
      return new Views(
          clean.columns(0, size),
          visible.columns(0, size),
          visible.columns(size, size),
          visible.columns(0, 2 * size),
          hidden.columns(0, size),
          hidden.columns(size, size),
          hidden.columns(0, 2 * size));
    }
  }
}
