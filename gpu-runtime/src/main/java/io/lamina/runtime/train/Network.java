package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained stack at work: encodes examples, or classifies them. One thread at a time; closing
 * frees the device's memory.
 */
public final class Network implements AutoCloseable {
  private final Operations operations;
  private final LayerStack stack;
  private final List<Matrix> weights = new ArrayList<>();
  private final List<Matrix> biases = new ArrayList<>();
  private final List<Matrix> codes = new ArrayList<>();
  private final Matrix input;

  /**
   * @param stack its shape
   * @param parameters its parameters, as {@link LayerStack} orders them; what follows is not read
   * @param capacity the most examples of a call
   * @param operations the device; closed with the network
   */
  public Network(LayerStack stack, float[] parameters, int capacity, Operations operations) {
    this.operations = operations;
    this.stack = stack;
    this.input = operations.allocate(stack.inputs(), capacity);
    int offset = 0;
    for (LayerStack.Layer layer : stack.layers()) {
      Matrix weight = operations.allocate(layer.inputs(), layer.units());
      Matrix bias = operations.allocate(layer.units(), 1);
      operations.upload(parameters, offset, weight);
      operations.upload(parameters, offset + weight.size(), bias);
      offset += layer.parameterCount();
      weights.add(weight);
      biases.add(bias);
      codes.add(operations.allocate(layer.units(), capacity));
    }
  }

  /** The top layer's codes, one example after the other. */
  public float[] encode(MiniBatch batch) {
    return downloaded(forward(batch, stack.layers().size()));
  }

  /** The codes of every layer, the lowest layer first; of each, one example after the other. */
  public List<float[]> codes(MiniBatch batch) {
    forward(batch, stack.layers().size());
    return codes.stream().map(layer -> downloaded(layer.columns(0, batch.size()))).toList();
  }

  private float[] downloaded(Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }

  /** The most probable class of each example; the top layer is a softmax layer. */
  public int[] classify(MiniBatch batch) {
    return predict(batch).stream().mapToInt(Prediction::label).toArray();
  }

  /** What each example is taken for; the top layer is a softmax layer. */
  public List<Prediction> predict(MiniBatch batch) {
    int last = stack.layers().size() - 1;
    Matrix below = forward(batch, last);
    Matrix logits = codes.get(last).columns(0, batch.size());
    operations.multiply(1f, weights.get(last), true, below, false, 0f, logits);
    float[] scores = downloaded(logits);
    float[] bias = downloaded(biases.get(last));
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      predictions.add(Prediction.of(scores, i * bias.length, bias));
    }
    return predictions;
  }

  private Matrix forward(MiniBatch batch, int layers) {
    Matrix below = input.columns(0, batch.size());
    operations.upload(batch.values(), 0, below);
    for (int k = 0; k < layers; k++) {
      Matrix above = codes.get(k).columns(0, batch.size());
      operations.multiply(1f, weights.get(k), true, below, false, 0f, above);
      operations.activate(above, biases.get(k), stack.layers().get(k).activation());
      below = above;
    }
    return below;
  }

  @Override
  public void close() {
    operations.close();
  }
}
