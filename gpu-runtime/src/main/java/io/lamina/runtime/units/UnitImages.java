package io.lamina.runtime.units;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.DeviceLayer;
import io.lamina.runtime.layer.DeviceStack;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures of units in the space of the stack's inputs: of the first units of the top layer, all of
 * them at once. Both kinds are those of Erhan, Bengio, Courville and Vincent (Visualizing
 * higher-layer features of a deep network, 2009). For the lowest layer they are its weights. One
 * thread at a time; closing frees the device's memory.
 */
public final class UnitImages implements AutoCloseable {
  private final Operations operations;
  private final int inputs;
  private final int units;
  private final List<Layer> lower = new ArrayList<>();
  private final float[] weights;
  private final Matrix images;
  private final Matrix gradients;

  /**
   * @param stack its top layer is the one looked at; at least one layer
   * @param parameters as {@link Stack} orders them; what follows is not read
   * @param units how many of the top layer's units, the first ones
   * @param operations the device; closed with this
   * @throws IllegalArgumentException if the stack has no layer, or fewer units
   */
  public UnitImages(Stack stack, float[] parameters, int units, Operations operations) {
    if (stack.layers().isEmpty()) {
      throw new IllegalArgumentException("a stack without layers has no units");
    }
    if (units < 1 || units > stack.output().size()) {
      throw new IllegalArgumentException(units + " units of a layer of " + stack.output().size());
    }
    this.operations = operations;
    this.inputs = stack.input().size();
    this.units = units;
    int top = stack.layers().size() - 1;
    List<DeviceLayer> devices =
        DeviceStack.trained(stack.lowest(top), parameters, operations).layers();
    for (int k = 0; k < top; k++) {
      int codes = stack.layers().get(k).output().size();
      Matrix space = operations.allocate(codes, units);
      lower.add(new Layer(devices.get(k), space, operations.allocate(codes, units)));
    }
    this.weights = stack.firstColumns(top, Block.WEIGHTS, units).of(parameters);
    this.images = operations.allocate(inputs, units);
    this.gradients = operations.allocate(inputs, units);
  }

  /**
   * Each unit's weights on the layer below, carried down to the inputs as if every layer were
   * linear: the columns of {@code W₁W₂…Wₖ}.
   *
   * @return an array of {@code inputs} values for each unit
   */
  public List<float[]> linearCombinations() {
    return separate(carriedDown());
  }

  private float[] carriedDown() {
    descend(false);
    float[] combined = new float[gradients.size()];
    operations.download(gradients, combined, 0);
    return combined;
  }

  /**
   * Activation maximisation: for each unit the input of a given norm that excites it most, found by
   * gradient ascent from the unit's linear combination. What is raised is the unit's input, which
   * is largest where its activation is, but still has a slope where that is saturated. The ascent
   * finds the global optimum for the lowest layer, a local one above it.
   *
   * @param norm Euclidean, above 0
   * @param steps of the ascent
   * @return an array of {@code inputs} values for each unit; zeros for a unit that nothing excites
   */
  public List<float[]> maximisers(double norm, int steps) {
    SphereAscent ascent = new SphereAscent(inputs, norm, this::evaluate);
    return separate(ascent.climb(carriedDown(), steps));
  }

  /**
   * Each unit's input, without its bias, for an image of its own, and how the image's values change
   * it.
   */
  void evaluate(float[] points, double[] values, float[] slopes) {
    float[] codes = ascend(points);
    int below = codes.length / units;
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (int i = unit * below; i < (unit + 1) * below; i++) {
        sum += (double) weights[i] * codes[i];
      }
      values[unit] = sum;
    }
    descend(true);
    operations.download(gradients, slopes, 0);
  }

  /** What the top layer reads, of one image after the other. */
  private float[] ascend(float[] points) {
    operations.upload(points, 0, images);
    Matrix below = images;
    for (Layer layer : lower) {
      layer.device.forward(below, layer.codes);
      below = layer.codes;
    }
    float[] codes = new float[below.size()];
    operations.download(below, codes, 0);
    return codes;
  }

  /** Carries the units' weights down to the inputs, through the slopes of the layers or not. */
  private void descend(boolean throughSlopes) {
    operations.upload(weights, 0, deltas(lower.size()));
    for (int k = lower.size() - 1; k >= 0; k--) {
      Layer layer = lower.get(k);
      if (throughSlopes) {
        layer.device.throughUnits(layer.codes, layer.deltas);
      }
      layer.device.backward(below(k), layer.codes, layer.deltas, deltas(k));
    }
  }

  /** What a layer reads. */
  private Matrix below(int layer) {
    return layer == 0 ? images : lower.get(layer - 1).codes;
  }

  /** What reaches the inputs of a layer. */
  private Matrix deltas(int layer) {
    return layer == 0 ? gradients : lower.get(layer - 1).deltas;
  }

  private List<float[]> separate(float[] joined) {
    List<float[]> separate = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      separate.add(Arrays.copyOfRange(joined, unit * inputs, (unit + 1) * inputs));
    }
    return separate;
  }

  @Override
  public void close() {
    operations.close();
  }

  /** A layer below the top, and its work space: a column for each unit looked at. */
  private record Layer(DeviceLayer device, Matrix codes, Matrix deltas) {}
}
