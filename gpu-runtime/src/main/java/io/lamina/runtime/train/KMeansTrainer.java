package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.layer.Connection;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.KMeans;

/**
 * Trains {@link KMeans}. Its parameters are the centroids D (inputs × units), and biases that stay
 * 0.
 *
 * <p>A step begins by making each centroid's length 1, not the step before it ends so: then what
 * servers average is what shards' gradients have been added to, and averaging after every step is
 * one step on all mini-batches together. With lengths 1 the loss is {@code ½ (‖x‖² - s²)}, s the
 * largest of {@code |d·x|}; the step goes down {@code -½ s²}, by {@code s x}, which is the damped
 * update of Coates and Ng. The mean is over as many examples as a centroid has on the average, so
 * that a learning rate is good for any number of units. A step cannot be too long: a large one puts
 * a centroid where k-means would have it for this mini-batch alone.
 *
 * <p>A centroid to which no example of the mini-batch belongs goes towards the one that is nearest
 * to its axis: none stays without examples for long.
 */
final class KMeansTrainer implements Trainer {
  private final int units;
  private final LayerInput input;
  private final Operations operations;
  private final Connection centroids;
  private final ParameterVector vector;
  private final MeasuredLoss losses;
  private final Matrix squares;
  private final BatchViews<Views> views;

  KMeansTrainer(KMeans plan, Pretrained pretrained, LayerInput input, Operations operations) {
    TwoWay layer = pretrained.learnt();
    this.units = plan.units();
    this.input = input;
    this.operations = operations;
    TwoWayParameters parameters =
        new TwoWayParameters(layer, plan.stage().optimizer().rule(), operations);
    this.centroids = parameters.encoder();
    this.vector = parameters.vector();
    this.losses = new MeasuredLoss(operations);
    this.squares = operations.allocate(units, 1);
    int batch = plan.stage().batchSize();
    Matrix data = operations.allocate(layer.encoder().input().size(), batch);
    Matrix heard = operations.allocate(units, batch);
    Matrix codes = operations.allocate(units, batch);
    this.views =
        new BatchViews<>(
            batch,
            size ->
                new Views(data.columns(0, size), heard.columns(0, size), codes.columns(0, size)));
  }

  /** Directions without preference, of length 1 on the average. */
  static void start(KMeans plan, TwoWay layer, RandomKey key, float[] parameters) {
    double deviation = 1 / Math.sqrt(layer.encoder().input().size());
    new RandomValues(key).normal(deviation, parameters, layer.span(Block.WEIGHTS));
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
    Views at = nearest(batch, step.key());
    losses.of(step).ifPresent(total -> addLoss(at, total));
    operations.fillRows(at.heard, at.codes);
    centroids
        .weights()
        .descend(
            step,
            at.data.columns(),
            0,
            (f, keep, to) -> centroids.addGradient(-f * units, at.data, at.codes, keep, to));
  }

  /** Lengths of 1 are no step: a centroid is its direction. */
  @Override
  public void measure(MiniBatch batch, RandomKey key) {
    operations.step(() -> addLoss(nearest(batch, key), losses.wanted()));
  }

  /** What centroids hear, each of length 1, and of each example the one that it belongs to. */
  private Views nearest(MiniBatch batch, RandomKey key) {
    Views at = views.of(batch.size() * input.columns());
    input.load(batch, key, at.data);
    operations.columnSquares(centroids.value(), squares);
    operations.divideByRoots(squares, centroids.value());
    centroids.up(at.data, at.heard);
    operations.keepFarthest(at.heard, at.codes);
    return at;
  }

  private void addLoss(Views at, Sums total) {
    operations.addDot(0.5, at.data, at.data, total);
    operations.addDot(-0.5, at.codes, at.codes, total);
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
   * @param heard what all centroids hear
   * @param codes what of it counts
   */
  private record Views(Matrix data, Matrix heard, Matrix codes) {}
}
