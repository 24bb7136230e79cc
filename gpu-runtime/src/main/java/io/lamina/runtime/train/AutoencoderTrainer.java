package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.layer.DenseWeights;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.Autoencoder;
import java.util.Optional;

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
  private final LayerInput input;
  private final Noise noise;
  private final Operations operations;
  private final TwoWayParameters parameters;
  private final DenseWeights encoder;
  private final DenseWeights decoder;
  private final ParameterVector vector;
  private final CodePenalties penalties;
  private final ReconstructionGradient gradient;
  private final MeasuredLoss losses;
  private final BatchViews<Views> views;

  AutoencoderTrainer(Autoencoder plan, TwoWay layer, LayerInput input, Operations operations) {
    this.plan = plan;
    this.input = input;
    this.noise = plan.corruption().map(c -> NoiseKind.of(c, input.made())).orElse(Noise.none());
    this.operations = operations;
    this.parameters = new TwoWayParameters(layer, plan.stage().optimizer().rule(), operations);
    this.encoder = parameters.encoder();
    this.decoder = parameters.decoder();
    this.vector = parameters.vector();
    this.losses = new MeasuredLoss(operations);
    this.penalties = new CodePenalties(plan, parameters, operations);
    this.gradient =
        new ReconstructionGradient(operations, plan.loss(), layer.decoder().activation());
    int batch = plan.stage().batchSize();
    int inputs = layer.encoder().input().size();
    int codes = layer.encoder().output().size();
    Matrix clean = operations.allocate(inputs, batch);
    Matrix visible = operations.allocate(inputs, 2 * batch);
    Matrix hidden = operations.allocate(codes, 2 * batch);
    Optional<Matrix> all =
        plan.winners() < 1 ? Optional.of(operations.allocate(codes, batch)) : Optional.empty();
    this.views = new BatchViews<>(batch, size -> Views.of(size, clean, visible, hidden, all));
  }

  /** Uniform, as in {@link Initialization#stack}. */
  static void start(TwoWay layer, RandomKey key, float[] parameters) {
    double limit = Initialization.limit(layer.encoder());
    new RandomValues(key).uniform(limit, parameters, layer.span(Block.WEIGHTS));
    if (!layer.tied()) {
      RandomKey own = key.with("decoder");
      new RandomValues(own).uniform(limit, parameters, layer.span(Block.DECODER));
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
  public void step(MiniBatch batch, Step step) {
    operations.step(() -> learn(batch, step));
  }

  private void learn(MiniBatch batch, Step step) {
    Views at = views.of(batch.size() * input.columns());
    Optional<Sums> loss = losses.of(step);
    input.load(batch, step.key(), at.clean);
    noise.add(operations, at.clean, step.key(), at.corrupted);
    encoder.up(at.corrupted, at.heard);
    operations.activate(at.heard, parameters.hiddenBias().value(), plan.activation());
    if (plan.winners() < 1) {
      operations.keepLargest(at.heard, plan.winners(at.codes.columns()), at.codes);
    }
    decoder.down(at.codes, at.output);
    Matrix visibleBias = parameters.visibleBias().value();
    gradient.of(at.output, visibleBias, at.clean, loss);
    decoder.up(at.output, at.hiddenDelta);
    penalties.addGradients(at.codes, at.hiddenDelta, loss);
    update(at, step);
  }

  private void update(Views at, Step step) {
    int size = at.clean.columns();
    double decay = plan.penalties().weightDecay();
    encoder.weights().descend(step, size, decay, (f, keep, to) -> encoder(at, f, keep, to));
    if (!parameters.tied()) {
      decoder
          .weights()
          .descend(
              step,
              size,
              decay,
              (f, keep, to) -> decoder.addGradient(f, at.output, at.codes, keep, to));
    }
    parameters.hiddenBias().descend(step, size, at.hiddenDelta);
    parameters.visibleBias().descend(step, size, at.output);
  }

  private void encoder(Views at, float factor, float keep, Matrix target) {
    if (parameters.tied()) {
      encoder.addGradient(factor, at.visiblePair, at.hiddenPair, keep, target);
    } else {
      encoder.addGradient(factor, at.corrupted, at.hiddenDelta, keep, target);
    }
    penalties.addWeightGradient(factor, target);
  }

  @Override
  public double loss() {
    return losses.take() / input.columns();
  }

  @Override
  public void close() {
    operations.close();
  }

  /**
   * The work space, cut for a size of mini-batch.
   *
   * @param heard what the units give; the codes, where all of them count
   */
  private record Views(
      Matrix clean,
      Matrix corrupted,
      Matrix output,
      Matrix visiblePair,
      Matrix hiddenDelta,
      Matrix heard,
      Matrix codes,
      Matrix hiddenPair) {
    static Views of(int size, Matrix clean, Matrix visible, Matrix hidden, Optional<Matrix> heard) {
      Matrix codes = hidden.columns(size, size);
      return new Views(
          clean.columns(0, size),
          visible.columns(0, size),
          visible.columns(size, size),
          visible.columns(0, 2 * size),
          hidden.columns(0, size),
          heard.map(all -> all.columns(0, size)).orElse(codes),
          codes,
          hidden.columns(0, 2 * size));
    }
  }
}
