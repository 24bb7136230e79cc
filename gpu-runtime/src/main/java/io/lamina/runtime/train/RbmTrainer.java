package io.lamina.runtime.train;

import io.lamina.runtime.analysis.DeviceRbm;
import io.lamina.runtime.analysis.PseudoLikelihood;
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
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Windowed;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Rbm.Chain;
import io.lamina.zoo.plan.layer.Rbm.Hidden;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.layer.Rbm.VisibleStates;
import java.util.List;
import java.util.Optional;

/**
 * Trains an {@link Rbm}. Its parameters are the weights (inputs × units), the hidden bias and the
 * visible bias.
 *
 * <p>A chain samples visible and hidden units in turn (or takes the visible units' means), from the
 * data's hidden states or, where it is persistent, from those it ended with in the shard's last
 * step. The statistics take the hidden units' means at both ends. As in the autoencoder one product
 * makes the whole gradient: {@code [v₀ vₖ] [h₀ -hₖ]ᵀ}. The measured loss is the negative
 * pseudo-likelihood where all units are Bernoulli and read everything, else half the squared error
 * of the reconstruction from the hidden means.
 */
final class RbmTrainer implements Trainer {
  private static final double DEVIATION = 0.01;

  private final Rbm plan;
  private final LayerInput input;
  private final Operations operations;
  private final TwoWayParameters parameters;
  private final Connection connection;
  private final ParameterVector vector;
  private final DeviceVector shardState;
  private final SparsityPenalty sparsity;
  private final HiddenUnits hidden;
  private final Optional<PseudoLikelihood> pseudoLikelihood;
  private final Matrix visibleSpace;
  private final Matrix hiddenSpace;
  private final Matrix stateSpace;
  private final MeasuredLoss losses;
  private final BatchViews<Views> views;

  RbmTrainer(Rbm plan, Pretrained pretrained, LayerInput input, Operations operations) {
    TwoWay layer = pretrained.learnt();
    boolean overMaps = layer.encoder() instanceof Windowed;
    this.plan = plan;
    this.input = input;
    this.operations = operations;
    this.parameters = new TwoWayParameters(layer, plan.stage().optimizer().rule(), operations);
    this.connection = parameters.encoder();
    this.vector = parameters.vector();
    this.losses = new MeasuredLoss(operations);
    this.sparsity = new SparsityPenalty(plan.sparsity(), plan.units(), operations);
    int batch = plan.stage().batchSize();
    int inputs = layer.encoder().input().size();
    this.visibleSpace = operations.allocate(inputs, 2 * batch);
    int positions = connection.positions();
    this.hiddenSpace = operations.allocate(plan.units(), 2 * batch * positions);
    this.stateSpace = operations.allocate(plan.units(), batch * positions);
    this.views = new BatchViews<>(batch, Views::new);
    this.hidden = new HiddenUnits(plan.hidden(), plan.units(), pretrained.blocks(), operations);
    this.pseudoLikelihood =
        plan.visible() == Visible.BERNOULLI && plan.hidden() == Hidden.BERNOULLI && !overMaps
            ? Optional.of(new PseudoLikelihood(machine(), batch))
            : Optional.empty();
    this.shardState =
        new DeviceVector(operations, isPersistent() ? List.of(stateSpace) : List.of());
  }

  /** Normal (Hinton: A practical guide to training restricted Boltzmann machines, 2010). */
  static void start(Rbm plan, TwoWay layer, RandomKey key, float[] parameters) {
    new RandomValues(key).normal(DEVIATION, parameters, layer.span(Block.WEIGHTS));
  }

  @Override
  public ParameterVector vector() {
    return vector;
  }

  @Override
  public DeviceVector shardState() {
    return shardState;
  }

  @Override
  public void step(MiniBatch batch, Step step) {
    operations.step(() -> learn(batch, step));
  }

  private void learn(MiniBatch batch, Step step) {
    Views at = views.of(batch.size() * input.columns());
    input.load(batch, step.key(), at.data);
    hiddenProducts(at.data, at.dataCodes);
    if (isPersistent()) {
      hidden.activate(at.dataCodes, hiddenBias());
    } else {
      hidden.activate(at.dataCodes, hiddenBias(), step.key().with(0), at.states);
    }
    losses.of(step).ifPresent(total -> addLoss(at, step.key(), total));
    chain(at, step.key());
    operations.scale(-(float) at.data.columns() / at.chain.columns(), at.chainCodes);
    sparsity.addInputGradient(-1f, at.dataCodes, at.dataCodes);
    update(at, step);
  }

  @Override
  public void measure(MiniBatch batch, RandomKey key) {
    operations.step(() -> measured(batch, key));
  }

  private void measured(MiniBatch batch, RandomKey key) {
    Views at = views.of(batch.size() * input.columns());
    input.load(batch, key, at.data);
    hiddenProducts(at.data, at.dataCodes);
    hidden.activate(at.dataCodes, hiddenBias());
    addLoss(at, key, losses.wanted());
  }

  /** Works in the chain's place, which is free until it begins. */
  private void addLoss(Views at, RandomKey key, Sums total) {
    int size = at.data.columns();
    Matrix output = at.chain.columns(0, size);
    if (pseudoLikelihood.isPresent()) {
      Matrix codes = at.chainCodes.columns(0, at.dataCodes.columns());
      RandomKey bits = key.with("pseudo-likelihood");
      pseudoLikelihood.get().addEstimate(-1, at.data, output, codes, bits, total);
      return;
    }
    visibleProducts(at.dataCodes, output);
    visibleMeans(output);
    operations.squaredError(output, at.data, total);
  }

  /** Runs the chain k steps from the hidden states; leaves its end in the chain's places. */
  private void chain(Views at, RandomKey key) {
    for (int k = 0; k < plan.gibbsSteps(); k++) {
      visibleProducts(at.states, at.chain);
      visibleStates(at.chain, key.with(2L * k + 1));
      hiddenProducts(at.chain, at.chainCodes);
      if (isPersistent() || k + 1 < plan.gibbsSteps()) {
        hidden.activate(at.chainCodes, hiddenBias(), key.with(2L * k + 2), at.states);
      } else {
        hidden.activate(at.chainCodes, hiddenBias());
      }
    }
  }

  private void hiddenProducts(Matrix from, Matrix target) {
    connection.up(from, target);
  }

  private void visibleProducts(Matrix from, Matrix target) {
    connection.down(from, target);
  }

  private void visibleStates(Matrix products, RandomKey key) {
    visibleMeans(products);
    if (plan.visibleStates() == VisibleStates.MEANS) {
      return;
    }
    if (plan.visible() == Visible.BERNOULLI) {
      operations.sample(products, key, products);
    } else {
      operations.addNoise(products, 1, key, products);
    }
  }

  private void visibleMeans(Matrix products) {
    operations.activate(places(products), visibleBias(), plan.reconstruction(Activation.SIGMOID));
  }

  /** Of maps the values of a place as a column, else the same. */
  private Matrix places(Matrix visible) {
    return visible.ofHeight(visibleBias().rows());
  }

  /**
   * The gradient to go down is that of the negative log-likelihood; of maps, over the positions: so
   * one of them counts as much as a patch.
   */
  private void update(Views at, Step step) {
    int size = at.dataCodes.columns();
    connection
        .weights()
        .descend(
            step,
            size,
            plan.weightDecay(),
            (f, keep, to) -> connection.addGradient(-f, at.visiblePair, at.hiddenPair, keep, to));
    parameters
        .hiddenBias()
        .descend(
            step, size, 0, (f, keep, to) -> operations.sumColumns(-f, at.hiddenPair, keep, to));
    parameters.visibleBias().descend(step, size, 0, (f, keep, to) -> visibleBias(at, f, keep, to));
  }

  private void visibleBias(Views at, float factor, float keep, Matrix target) {
    float perChain = factor * at.data.columns() / at.chain.columns();
    operations.sumColumns(-factor, places(at.data), keep, target);
    operations.sumColumns(perChain, places(at.chain), 1f, target);
  }

  private DeviceRbm machine() {
    return new DeviceRbm(operations, plan.visible(), weights(), hiddenBias(), visibleBias());
  }

  private boolean isPersistent() {
    return plan.chain() == Chain.PERSISTENT;
  }

  private Matrix weights() {
    return parameters.weights();
  }

  private Matrix hiddenBias() {
    return parameters.hiddenBias().value();
  }

  private Matrix visibleBias() {
    return parameters.visibleBias().value();
  }

  @Override
  public double loss() {
    return losses.take() / input.columns() / connection.positions();
  }

  @Override
  public void close() {
    operations.close();
  }

  /** The work space, cut for a size of mini-batch; there are always as many persistent chains. */
  private final class Views {
    private final Matrix data;
    private final Matrix chain;
    private final Matrix visiblePair;
    private final Matrix dataCodes;
    private final Matrix chainCodes;
    private final Matrix hiddenPair;
    private final Matrix states;

    Views(int size) {
      int chains = isPersistent() ? plan.stage().batchSize() : size;
      this.data = visibleSpace.columns(0, size);
      this.chain = visibleSpace.columns(size, chains);
      this.visiblePair = visibleSpace.columns(0, size + chains);
      int positions = connection.positions();
      this.dataCodes = hiddenSpace.columns(0, size * positions);
      this.chainCodes = hiddenSpace.columns(size * positions, chains * positions);
      this.hiddenPair = hiddenSpace.columns(0, (size + chains) * positions);
      this.states = stateSpace.columns(0, chains * positions);
    }
  }
}
