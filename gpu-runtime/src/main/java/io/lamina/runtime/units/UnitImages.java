package io.lamina.runtime.units;

import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Pooling;
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
  private final RoundTrip lower;
  private final RoundTrip linear;
  private final float[] weights;

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
    Stack below = stack.lowest(top);
    Stack averaging = averaging(below);
    this.lower = new RoundTrip(below, parameters, units, operations);
    this.linear =
        averaging.equals(below) ? lower : new RoundTrip(averaging, parameters, units, operations);
    this.weights = stack.firstColumns(top, Block.WEIGHTS, units).of(parameters);
  }

  /** The same layers, linear but for their activations: a largest value becomes a mean. */
  private static Stack averaging(Stack stack) {
    return new Stack(
        stack.input(),
        stack.layers().stream()
            .map(
                layer ->
                    layer instanceof Pooling pooling
                        ? new Pooling(pooling.window(), Pooling.Kind.AVERAGE)
                        : layer)
            .toList());
  }

  /**
   * Each unit's weights on the layer below, carried down to the inputs as if every layer were
   * linear: the columns of {@code W₁W₂…Wₖ}. Pooling by the largest value counts as the mean.
   *
   * @return an array of {@code inputs} values for each unit
   */
  public List<float[]> linearCombinations() {
    return separate(carriedDown());
  }

  private float[] carriedDown() {
    float[] combined = new float[inputs * units];
    linear.down(weights, SignalRule.LINEAR, combined);
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
    float[] codes = lower.up(points);
    int below = codes.length / units;
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (int i = unit * below; i < (unit + 1) * below; i++) {
        sum += (double) weights[i] * codes[i];
      }
      values[unit] = sum;
    }
    lower.down(weights, SignalRule.GRADIENT, slopes);
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
}
