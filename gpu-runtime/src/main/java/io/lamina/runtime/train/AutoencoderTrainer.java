package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Corruption;

/**
 * Trains an {@link Autoencoder}. Its parameters are the weights (inputs × units), the hidden bias,
 * the visible bias and, where the decoder has its own, the decoder's weights (inputs × units).
 *
 * <p>With tied weights the gradient is {@code x̃ δhᵀ + δy hᵀ}. The operands of the two products lie
 * side by side, {@code [x̃ δy]} and {@code [δh h]}, so that one product makes both: the weights,
 * the largest thing there is, are read and written once.
 */
final class AutoencoderTrainer implements Trainer {
  private final Autoencoder plan;
  private final Activation input;
  private final Operations operations;
  private final LayerParameters parameters;
  private final ParameterVector vector;
  private final CodePenalties penalties;
  private final ReconstructionGradient gradient;
  private final BatchViews<Views> views;

  AutoencoderTrainer(Autoencoder plan, int inputs, Activation input, Operations operations) {
    this.plan = plan;
    this.input = input;
    this.operations = operations;
    this.parameters = LayerParameters.of(plan, inputs, operations);
    this.vector = parameters.vector(operations);
    this.penalties = new CodePenalties(plan, parameters, operations);
    this.gradient = new ReconstructionGradient(operations, plan.loss(), plan.reconstruction(input));
    int batch = plan.stage().batchSize();
    Matrix clean = operations.allocate(inputs, batch);
    Matrix visible = operations.allocate(inputs, 2 * batch);
    Matrix hidden = operations.allocate(plan.units(), 2 * batch);
    this.views = new BatchViews<>(batch, size -> Views.of(size, clean, visible, hidden));
  }

  /** Uniform, as in {@link Initialization#stack}. */
  static void start(Autoencoder plan, int inputs, RandomKey key, float[] parameters) {
    int matrix = inputs * plan.units();
    double limit = Initialization.limit(inputs, plan.units(), plan.activation());
    new RandomValues(key).uniform(limit, parameters, 0, matrix);
    int decoder = matrix + plan.units() + inputs;
    if (parameters.length > decoder) {
      new RandomValues(key.with("decoder")).uniform(limit, parameters, decoder, matrix);
    }
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public DeviceVector shardState() {
    return DeviceVector.none(operations);
  }

  @Override
  public double step(MiniBatch batch, Step step) {
    Views at = views.of(batch.size());
    operations.upload(batch.values(), 0, at.clean);
    corrupt(at, step.key());
    operations.multiply(1f, weights(), true, at.corrupted, false, 0f, at.codes);
    operations.activate(at.codes, parameters.hiddenBias().value(), plan.activation());
    operations.multiply(1f, decoder(), false, at.codes, false, 0f, at.output);
    Matrix visibleBias = parameters.visibleBias().value();
    double loss = gradient.of(at.output, visibleBias, at.clean, step.measured());
    operations.multiply(1f, decoder(), true, at.output, false, 0f, at.hiddenDelta);
    double penalty = penalties.addGradients(at.codes, at.hiddenDelta, step);
    update(at, step);
    return loss + penalty;
  }

  private void corrupt(Views at, RandomKey key) {
    if (plan.corruption().isEmpty()) {
      operations.mask(at.clean, 0, 1f, key, at.corrupted);
      return;
    }
    Corruption noise = plan.corruption().get();
    switch (noise.kind()) {
      case MASKING -> operations.mask(at.clean, noise.amount(), 1f, key, at.corrupted);
      case SALT_AND_PEPPER -> {
        float lowest = input == Activation.TANH ? -1 : 0;
        operations.saltAndPepper(at.clean, noise.amount(), lowest, 1f, key, at.corrupted);
      }
      case GAUSSIAN -> operations.addNoise(at.clean, noise.amount(), key, at.corrupted);
    }
  }

  private void update(Views at, Step step) {
    int size = at.clean.columns();
    double decay = plan.penalties().weightDecay();
    parameters.weights().descend(step, size, decay, (f, keep, to) -> encoder(at, f, keep, to));
    if (!parameters.tied()) {
      parameters
          .decoder()
          .descend(
              step,
              size,
              decay,
              (f, keep, to) -> operations.multiply(f, at.output, false, at.codes, true, keep, to));
    }
    parameters.hiddenBias().descend(step, size, at.hiddenDelta);
    parameters.visibleBias().descend(step, size, at.output);
  }

  private void encoder(Views at, float factor, float keep, Matrix target) {
    if (parameters.tied()) {
      operations.multiply(factor, at.visiblePair, false, at.hiddenPair, true, keep, target);
    } else {
      operations.multiply(factor, at.corrupted, false, at.hiddenDelta, true, keep, target);
    }
    penalties.addWeightGradient(factor, target);
  }

  private Matrix weights() {
    return parameters.weights().value();
  }

  private Matrix decoder() {
    return parameters.decoder().value();
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
