package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a whole stack by back-propagation, be its top a softmax layer or the reconstruction of its
 * inputs. Its parameters are each layer's weights (inputs × units) and bias, the lowest layer
 * first: the order in which DL4J keeps them.
 *
 * <p>Dropout scales what is kept by {@code 1 / (1 - rate)}, so that the trained network is used as
 * it is. The masks of the way back are those of the way up, drawn again from the same keys.
 */
final class FineTuner implements Trainer {
  private final FineTunePlan plan;
  private final Operations operations;
  private final List<Layer> layers;
  private final Criterion criterion;
  private final ParameterVector vector;
  private final Matrix input;

  /**
   * @param plan how to train
   * @param stack what to train
   * @param operations the device; closed with the trainer
   */
  FineTuner(FineTunePlan plan, LayerStack stack, Operations operations) {
    this.plan = plan;
    this.operations = operations;
    this.layers = layers(plan, stack, operations);
    this.criterion = criterion(plan, stack, operations);
    List<Parameter> parameters = new ArrayList<>();
    layers.forEach(layer -> parameters.addAll(List.of(layer.weights, layer.bias)));
    this.vector = new ParameterVector(operations, parameters);
    this.input = operations.allocate(stack.inputs(), plan.stage().batchSize());
  }

  private static Criterion criterion(FineTunePlan plan, LayerStack stack, Operations operations) {
    return switch (plan.objective()) {
      case CLASSIFY -> new Classification(operations);
      case RECONSTRUCT ->
          new InputReconstruction(
              stack.top().activation(), stack.inputs(), plan.stage().batchSize(), operations);
    };
  }

  private static List<Layer> layers(FineTunePlan plan, LayerStack stack, Operations operations) {
    List<Layer> layers = new ArrayList<>();
    for (LayerStack.Layer layer : stack.layers()) {
      layers.add(new Layer(layer, plan, operations));
    }
    return layers;
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
    int size = batch.size();
    RandomKey key = step.key();
    Matrix data = input.columns(0, size);
    operations.upload(batch.values(), 0, data);
    mask(data, plan.corruption(), 1f, key.with(-1), data);
    Matrix below = data;
    for (int k = 0; k < layers.size(); k++) {
      below = forward(k, below, key);
    }
    double loss = criterion.gradient(below, top().bias.value(), batch, step.measured());
    backward(data, step);
    return loss;
  }

  /** The output of a layer, after dropout; of the top layer the products without the bias. */
  private Matrix forward(int k, Matrix below, RandomKey key) {
    Layer layer = layers.get(k);
    Views at = layer.views.of(below.columns());
    operations.multiply(1f, layer.weights.value(), true, below, false, 0f, at.codes);
    if (layer == top()) {
      return at.codes;
    }
    operations.activate(at.codes, layer.bias.value(), layer.shape.activation());
    return dropOut(k, at.codes, at.kept, key);
  }

  private void backward(Matrix data, Step step) {
    int size = data.columns();
    Matrix delta = top().views.of(size).codes;
    for (int k = layers.size() - 1; k >= 0; k--) {
      Layer layer = layers.get(k);
      Matrix below = k == 0 ? data : layers.get(k - 1).views.of(size).output(plan.dropout());
      Matrix deltaBelow = k == 0 ? null : deltaBelow(k, size, delta, step.key());
      layer.descend(step, below, delta);
      delta = deltaBelow;
    }
  }

  /** What reaches the layer below, before this layer's weights move. */
  private Matrix deltaBelow(int k, int size, Matrix delta, RandomKey key) {
    Layer below = layers.get(k - 1);
    Views at = below.views.of(size);
    operations.multiply(1f, layers.get(k).weights.value(), false, delta, false, 0f, at.delta);
    dropOut(k - 1, at.delta, at.delta, key);
    operations.activationGradient(at.delta, at.codes, below.shape.activation());
    return at.delta;
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

  private Layer top() {
    return layers.get(layers.size() - 1);
  }

  @Override
  public void close() {
    operations.close();
  }

  /** A layer's parameters and work space. */
  private static final class Layer {
    private final Operations operations;
    private final LayerStack.Layer shape;
    private final Parameter weights;
    private final Parameter bias;
    private final BatchViews<Views> views;

    Layer(LayerStack.Layer shape, FineTunePlan plan, Operations operations) {
      this.shape = shape;
      UpdateRule rule = plan.stage().optimizer().rule();
      this.operations = operations;
      int capacity = plan.stage().batchSize();
      this.weights = new Parameter(operations, shape.inputs(), shape.units(), rule);
      this.bias = new Parameter(operations, shape.units(), 1, rule);
      Matrix codes = operations.allocate(shape.units(), capacity);
      Matrix delta = operations.allocate(shape.units(), capacity);
      Matrix kept = plan.dropout() > 0 ? operations.allocate(shape.units(), capacity) : codes;
      this.views =
          new BatchViews<>(
              capacity,
              size ->
                  new Views(codes.columns(0, size), delta.columns(0, size), kept.columns(0, size)));
    }

    void descend(Step step, Matrix below, Matrix delta) {
      weights.descend(
          step,
          delta.columns(),
          0,
          (f, keep, to) -> operations.multiply(f, below, false, delta, true, keep, to));
      bias.descend(step, delta.columns(), delta);
    }
  }

  /** The work space of a layer, cut for a size of mini-batch. */
  private record Views(Matrix codes, Matrix delta, Matrix kept) {
    Matrix output(double dropout) {
      return dropout > 0 ? kept : codes;
    }
  }
}
