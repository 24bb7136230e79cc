package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.layer.Connection;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
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
  private final Connection encoder;
  private final Connection decoder;
  private final ParameterVector vector;
  private final CodePenalties penalties;
  private final ReconstructionGradient gradient;
  private final MeasuredLoss losses;
  private final Optional<Window> blocks;
  private final BatchViews<Views> views;

  AutoencoderTrainer(
      Autoencoder plan, Pretrained pretrained, LayerInput input, Operations operations) {
    TwoWay layer = pretrained.learnt();
    this.plan = plan;
    this.input = input;
    this.noise = plan.corruption().map(c -> NoiseKind.of(c, input.made())).orElse(Noise.none());
    this.operations = operations;
    this.parameters = new TwoWayParameters(layer, plan.stage().optimizer().rule(), operations);
    this.encoder = parameters.encoder();
    this.decoder = parameters.decoder();
    this.vector = parameters.vector();
    this.losses = new MeasuredLoss(operations);
    this.blocks = pretrained.blocks();
    this.penalties = new CodePenalties(plan, parameters, operations);
    this.gradient =
        new ReconstructionGradient(operations, plan.loss(), layer.decoder().activation());
    int batch = plan.stage().batchSize();
    int inputs = layer.encoder().input().size();
    int codes = batch * encoder.positions();
    Matrix clean = operations.allocate(inputs, batch);
    Matrix visible = operations.allocate(inputs, 2 * batch);
    Matrix hidden = operations.allocate(plan.units(), 2 * codes);
    Optional<Matrix> all =
        plan.winners() < 1
            ? Optional.of(operations.allocate(plan.units(), codes))
            : Optional.empty();
    this.views = new BatchViews<>(batch, size -> views(size, clean, visible, hidden, all));
  }

  /**
   * Uniform, so that a reconstruction is about as large as what it reconstructs. Of units that
   * compete only the winners reconstruct: they begin as those of {@link Initialization#stack}.
   */
  static void start(Autoencoder plan, TwoWay layer, RandomKey key, float[] parameters) {
    double limit =
        plan.winners() < 1
            ? Initialization.limit(layer.encoder())
            : limit(layer.encoder(), layer.decoder().activation());
    new RandomValues(key).uniform(limit, parameters, layer.span(Block.WEIGHTS));
    if (!layer.tied()) {
      RandomKey own = key.with("decoder");
      new RandomValues(own).uniform(limit, parameters, layer.span(Block.DECODER));
    }
  }

  /**
   * Half the width of the weights' distribution. Reconstructed through n units, a small change of
   * the inputs is multiplied by {@code n σ² f' g'}, where f' and g' are the slopes of the units and
   * of the reconstruction, and every unit hears {@code √inputs σ} times as much of it: the variance
   * σ² is that which makes the larger one of the two 1. Between sigmoid units of the same number
   * this is {@code 4 √(6 / (inputs + units))}, as Glorot and Bengio (2010) have it.
   */
  static double limit(Layer encoder, Activation reconstruction) {
    Block weights = encoder.block(Block.WEIGHTS);
    double slopes = slope(encoder.activation()) * slope(reconstruction);
    return Math.sqrt(3 / (slopes * Math.max(weights.fanIn(), weights.fanOut())));
  }

  /** At the middle of what a unit hears at the start; of a rectifier the mean of both sides. */
  private static double slope(Activation activation) {
    return switch (activation) {
      case LINEAR, TANH -> 1;
      case RECTIFIER -> 0.5;
      case SIGMOID -> 0.25;
    };
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public DeviceVector shardState() {
    return DeviceVector.none(operations);
  }

  /**
   * The units hear nothing of the inputs' mean, so that none is off, or on, for nearly all of them;
   * and what is reconstructed is right in the mean. Else the first steps would move all units in
   * one direction, that of the mean, and rectifiers would never get out of it. Units that compete
   * begin without biases: none of them can die, and those that are on for half of the examples
   * would say less.
   */
  @Override
  public void adapt(MiniBatch examples, RandomKey key) {
    if (plan.winners() < 1) {
      return;
    }
    Views at = views.of(examples.size() * input.columns());
    operations.step(
        () -> {
          input.load(examples, key, at.clean);
          encoder.up(at.clean, at.heard);
        });
    MeanStart start = new MeanStart(operations);
    start.centre(parameters.hiddenBias().value(), at.heard);
    operations.step(
        () -> {
          encode(at);
          decoder.down(at.codes, at.output);
        });
    Matrix visibleBias = parameters.visibleBias().value();
    start.match(visibleBias, places(at.output), places(at.clean), gradient.activation());
  }

  @Override
  public void step(MiniBatch batch, Step step) {
    operations.step(() -> learn(batch, step));
  }

  private void learn(MiniBatch batch, Step step) {
    update(gradients(batch, step.key(), losses.of(step)), step);
  }

  @Override
  public void measure(MiniBatch batch, RandomKey key) {
    operations.step(() -> gradients(batch, key, Optional.of(losses.wanted())));
  }

  /** What units and reconstruction are to change by; the loss falls off on the way. */
  private Views gradients(MiniBatch batch, RandomKey key, Optional<Sums> loss) {
    Views at = views.of(batch.size() * input.columns());
    input.load(batch, key, at.clean);
    noise.add(operations, at.clean, key, at.corrupted);
    encoder.up(at.corrupted, at.heard);
    encode(at);
    decoder.down(at.codes, at.output);
    Matrix visibleBias = parameters.visibleBias().value();
    gradient.of(places(at.output), visibleBias, places(at.clean), loss);
    decoder.up(at.output, at.hiddenDelta);
    penalties.addGradients(at.codes, at.hiddenDelta, loss);
    return at;
  }

  /** Makes codes of what the units hear. */
  private void encode(Views at) {
    operations.activate(at.heard, parameters.hiddenBias().value(), plan.activation());
    blocks.ifPresent(each -> keepLargest(at.heard, each));
    if (plan.winners() < 1) {
      operations.keepLargest(
          at.heard, plan.winners(at.codes.columns() / unitsOfABlock()), at.codes);
    }
  }

  private void keepLargest(Matrix heard, Window each) {
    Matrix maps = heard.ofHeight(each.input().size());
    operations.keepLargestOfBlocks(maps, each, maps);
  }

  private int unitsOfABlock() {
    return blocks.map(each -> each.height() * each.width()).orElse(1);
  }

  /** Of maps the values of a place as a column, else the same. */
  private Matrix places(Matrix visible) {
    return visible.ofHeight(parameters.visibleBias().value().rows());
  }

  /** Of maps, the gradient is a mean over their positions, too: each counts as much as a patch. */
  private void update(Views at, Step step) {
    int size = at.codes.columns();
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
    parameters.visibleBias().descend(step, size, places(at.output));
  }

  private void encoder(Views at, float factor, float keep, Matrix target) {
    if (parameters.tied()) {
      encoder.addGradient(factor, at.visiblePair, at.hiddenPair, keep, target);
    } else {
      encoder.addGradient(factor, at.corrupted, at.hiddenDelta, keep, target);
    }
    penalties.addWeightGradient(factor, target);
  }

  private Views views(
      int size, Matrix clean, Matrix visible, Matrix hidden, Optional<Matrix> heard) {
    int positions = size * encoder.positions();
    Matrix codes = hidden.columns(positions, positions);
    return new Views(
        clean.columns(0, size),
        visible.columns(0, size),
        visible.columns(size, size),
        visible.columns(0, 2 * size),
        hidden.columns(0, positions),
        heard.map(all -> all.columns(0, positions)).orElse(codes),
        codes,
        hidden.columns(0, 2 * positions));
  }

  @Override
  public double loss() {
    return losses.take() / input.columns() / encoder.positions();
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
      Matrix hiddenPair) {}
}
