package io.lamina.runtime.analysis;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * The parameters of a restricted Boltzmann machine, on the host.
 *
 * @param visibleUnits what its visible units are
 * @param visible their number, at least 1
 * @param hidden the number of hidden units, at least 1
 * @param vector weights (visible × hidden, column-major), hidden bias, visible bias: finite values,
 *     in the order of a trainer's vector. What follows them, such as an optimizer's state, is not
 *     read.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record RbmParameters(Visible visibleUnits, int visible, int hidden, float[] vector)
    implements Machine, Serializable {
  private static final long serialVersionUID = 1;

  public RbmParameters {
    requireNonNull(visibleUnits, "visibleUnits is null");
    requireUnits("visible", visible);
    requireUnits("hidden", hidden);
    int count = machine(visible, hidden).parameterCount();
    if (vector.length < count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a vector of %d values: a machine of %d visible and %d hidden units has %d",
              vector.length,
              visible,
              hidden,
              count));
    }
    vector = Arrays.copyOf(vector, count);
    requireFinite(vector);
  }

  private static TwoWay machine(int visible, int hidden) {
    Dense up = Dense.of(Shape.plain(visible), hidden, Activation.SIGMOID);
    return TwoWay.of(up, Activation.LINEAR, true);
  }

  private static void requireUnits(String what, int units) {
    if (units < 1) {
      throw new IllegalArgumentException(what + " is " + units + ", must be at least 1");
    }
  }

  static void requireFinite(float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "parameter " + i + " is " + vector[i] + ", must be finite (did the training diverge?)");
      }
    }
  }

  /** The hidden units themselves. */
  @Override
  public int above() {
    return hidden;
  }

  /** A copy. */
  @Override
  public float[] vector() {
    return vector.clone();
  }

  /** The weight between a visible and a hidden unit. */
  float weight(int visibleUnit, int hiddenUnit) {
    return vector[hiddenUnit * visible + visibleUnit];
  }

  /** A copy of the hidden units' biases. */
  float[] hiddenBiases() {
    return machine(visible, hidden).span(Block.BIAS).of(vector);
  }

  /** A copy of the visible units' biases. */
  float[] visibleBiases() {
    return machine(visible, hidden).span(Block.VISIBLE_BIAS).of(vector);
  }
}
