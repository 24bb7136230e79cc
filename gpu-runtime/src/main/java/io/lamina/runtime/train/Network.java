package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.DeviceLayer;
import io.lamina.runtime.layer.DeviceStack;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained stack at work: encodes examples, or classifies them. One thread at a time; closing
 * frees the device's memory.
 */
public final class Network implements AutoCloseable {
  private final Operations operations;
  private final Stack stack;
  private final List<DeviceLayer> layers;
  private final List<Matrix> codes = new ArrayList<>();
  private final Matrix input;

  /**
   * @param stack its shape
   * @param parameters its parameters, in the stack's order; what follows is not read
   * @param capacity the most examples of a call
   * @param operations the device; closed with the network
   */
  public Network(Stack stack, float[] parameters, int capacity, Operations operations) {
    this.operations = operations;
    this.stack = stack;
    this.layers = DeviceStack.trained(stack, parameters, operations).layers();
    this.input = operations.allocate(stack.input().size(), capacity);
    for (Layer layer : stack.layers()) {
      codes.add(operations.allocate(layer.output().size(), capacity));
    }
  }

  /** The name of the device it is on, for a run's provenance. */
  public String device() {
    return operations.device();
  }

  /** The top layer's codes, one example after the other. */
  public float[] encode(MiniBatch batch) {
    return downloaded(forward(batch));
  }

  /** The codes of every layer, the lowest layer first; of each, one example after the other. */
  public List<float[]> codes(MiniBatch batch) {
    return codes(batch, IntStream.range(0, codes.size()).boxed().toList());
  }

  /**
   * The codes of some layers; of each, one example after the other.
   *
   * @param wanted the layers, the lowest of the stack being 0
   */
  public List<float[]> codes(MiniBatch batch, List<Integer> wanted) {
    forward(batch);
    return wanted.stream()
        .map(layer -> downloaded(codes.get(layer).columns(0, batch.size())))
        .toList();
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
    return logits(batch).predictions();
  }

  /** What the top layer, a softmax layer, gives for each example. */
  public Logits logits(MiniBatch batch) {
    return new Logits(encode(batch), stack.output().size());
  }

  private Matrix forward(MiniBatch batch) {
    Matrix below = input.columns(0, batch.size());
    operations.upload(batch.values(), 0, below);
    for (int k = 0; k < layers.size(); k++) {
      Matrix above = codes.get(k).columns(0, batch.size());
      layers.get(k).forward(below, above);
      below = above;
    }
    return below;
  }

  @Override
  public void close() {
    operations.close();
  }
}
