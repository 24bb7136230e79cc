package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.DeviceLayer;
import io.lamina.runtime.layer.DeviceStack;
import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.FineTunePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a whole stack by back-propagation, be its top a softmax layer or the reconstruction of its
 * inputs. Its parameters are in the stack's order, which is that in which DL4J keeps them.
 *
 * <p>Dropout scales what is kept by {@code 1 / (1 - rate)}, so that the trained network is used as
 * it is. The masks of the way back are those of the way up, drawn again from the same keys.
 */
final class FineTuner implements Trainer {
  private final FineTunePlan plan;
  private final Operations operations;
  private final List<DeviceLayer> layers;
  private final List<BatchViews<Views>> work = new ArrayList<>();
  private final Criterion criterion;
  private final ParameterVector vector;
  private final MeasuredLoss losses;
  private final Matrix input;
  private final Optional<Augmentation> augmentation;

  /**
   * @param plan how to train
   * @param stack what to train
   * @param operations the device; closed with the trainer
   */
  FineTuner(FineTunePlan plan, Stack stack, Operations operations) {
    this.plan = plan;
    this.operations = operations;
    DeviceStack device = new DeviceStack(stack, plan.stage().optimizer().rule(), operations);
    this.layers = device.layers();
    this.vector = device.vector();
    this.losses = new MeasuredLoss(operations);
    stack.layers().forEach(layer -> work.add(work(layer)));
    this.criterion = criterion(plan, stack, operations);
    int capacity = plan.stage().batchSize();
    this.input = operations.allocate(stack.input().size(), capacity);
    this.augmentation =
        plan.augmentation().map(change -> new Augmentation(change, stack.input(), capacity));
  }

  private static Criterion criterion(FineTunePlan plan, Stack stack, Operations operations) {
    return switch (plan.objective()) {
      case CLASSIFY -> new Classification(operations);
      case RECONSTRUCT ->
          new InputReconstruction(
              stack.top().activation(), stack.input().size(), plan.stage().batchSize(), operations);
    };
  }

  private BatchViews<Views> work(Layer layer) {
    int units = layer.output().size();
    int capacity = plan.stage().batchSize();
    Matrix codes = operations.allocate(units, capacity);
    Matrix delta = operations.allocate(units, capacity);
    Matrix kept = plan.dropout() > 0 ? operations.allocate(units, capacity) : codes;
    return new BatchViews<>(
        capacity,
        size -> new Views(codes.columns(0, size), delta.columns(0, size), kept.columns(0, size)));
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
    MiniBatch seen =
        augmentation.map(all -> all.of(batch, step.key().with("augmentation"))).orElse(batch);
    operations.step(() -> learn(seen, step));
  }

  private void learn(MiniBatch batch, Step step) {
    int size = batch.size();
    RandomKey key = step.key();
    Matrix data = input.columns(0, size);
    operations.upload(batch.values(), 0, data);
    mask(data, plan.corruption(), 1f, key.with(-1), data);
    Matrix below = data;
    for (int k = 0; k < layers.size(); k++) {
      below = forward(k, below, key);
    }
    criterion.gradient(below, top().bias(), batch, losses.of(step));
    backward(data, step);
  }

  /** Without dropout, corruption and augmentation: as the network is used. */
  @Override
  public void measure(MiniBatch batch, RandomKey key) {
    operations.step(() -> measured(batch));
  }

  private void measured(MiniBatch batch) {
    Matrix below = input.columns(0, batch.size());
    operations.upload(batch.values(), 0, below);
    for (int k = 0; k < layers.size() - 1; k++) {
      Matrix above = at(k, batch.size()).codes;
      layers.get(k).forward(below, above);
      below = above;
    }
    Matrix products = at(layers.size() - 1, batch.size()).codes;
    top().products(below, products);
    criterion.gradient(products, top().bias(), batch, Optional.of(losses.wanted()));
  }

  /** The output of a layer, after dropout; of the top layer the products without the bias. */
  private Matrix forward(int k, Matrix below, RandomKey key) {
    Views at = at(k, below.columns());
    if (layers.get(k) == top()) {
      top().products(below, at.codes);
      return at.codes;
    }
    layers.get(k).forward(below, at.codes);
    return dropOut(k, at.codes, at.kept, key);
  }

  private void backward(Matrix data, Step step) {
    int size = data.columns();
    Matrix delta = at(layers.size() - 1, size).codes;
    for (int k = layers.size() - 1; k >= 0; k--) {
      Matrix below = k == 0 ? data : at(k - 1, size).output(plan.dropout());
      Matrix deltaBelow = k == 0 ? null : deltaBelow(k, size, delta, step.key());
      layers.get(k).descend(step, below, delta);
      delta = deltaBelow;
    }
  }

  /** What reaches the layer below, before this layer's weights move. */
  private Matrix deltaBelow(int k, int size, Matrix delta, RandomKey key) {
    Views at = at(k - 1, size);
    layers.get(k).backward(at.output(plan.dropout()), at(k, size).codes, delta, at.delta);
    dropOut(k - 1, at.delta, at.delta, key);
    layers.get(k - 1).throughUnits(at.codes, at.delta);
    return at.delta;
  }

  private Views at(int layer, int size) {
    return work.get(layer).of(size);
  }

  private Matrix dropOut(int k, Matrix source, Matrix target, RandomKey key) {
    if (plan.dropout() == 0) {
      return source;
    }
    mask(source, plan.dropout(), (float) (1 / (1 - plan.dropout())), key.with(k), target);
    return target;
  }

  private void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    if (rate > 0) {
      operations.mask(source, rate, factor, key, target);
    }
  }

  private DeviceLayer top() {
    return layers.get(layers.size() - 1);
  }

  @Override
  public double loss() {
    return losses.take();
  }

  @Override
  public void close() {
    operations.close();
  }

  /** The work space of a layer, cut for a size of mini-batch. */
  private record Views(Matrix codes, Matrix delta, Matrix kept) {
    Matrix output(double dropout) {
      return dropout > 0 ? kept : codes;
    }
  }
}
