package io.lamina.runtime.analysis;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A convolutional restricted Boltzmann machine, on the host: at most one hidden unit of each block
 * is on (Lee, Grosse, Ranganath, Ng: Convolutional deep belief networks, ICML 2009). A machine
 * above it reads, for each block, whether a unit of it is on.
 *
 * @param visibleUnits what its visible units are
 * @param layer from the visible to the hidden units
 * @param blocks a window that {@linkplain Window#tiles tiles} the hidden units; of one place, where
 *     each unit is on or off by itself
 * @param vector weights, hidden bias, visible bias, as a trainer's vector; finite values
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record ConvolutionalRbm(
    Visible visibleUnits, Convolution layer, Window blocks, float[] vector)
    implements Machine, Serializable {
  private static final long serialVersionUID = 1;

  public ConvolutionalRbm {
    requireNonNull(visibleUnits, "visibleUnits is null");
    if (!blocks.input().equals(layer.output()) || !blocks.tiles()) {
      throw new IllegalArgumentException(blocks + " does not tile " + layer.output());
    }
    int count = machine(layer).parameterCount();
    if (vector.length != count) {
      throw new IllegalArgumentException(vector.length + " parameters, must be " + count);
    }
    vector = Arrays.copyOf(vector, count);
    RbmParameters.requireFinite(vector);
  }

  /**
   * That of a layer which a machine has learnt; empty if its units compete in other squares than a
   * layer above reads, so that it has no distribution of what that layer reads.
   */
  public static Optional<ConvolutionalRbm> of(
      Visible visibleUnits, OverMaps learnt, float[] vector) {
    Convolution layer = (Convolution) learnt.learnt().encoder();
    Shape maps = layer.output();
    return learnt.pooling().map(Pooling::window).equals(learnt.blocks())
        ? Optional.of(
            new ConvolutionalRbm(
                visibleUnits,
                layer,
                learnt.blocks().orElseGet(() -> Window.square(maps, 1, 1, Border.VALID)),
                vector))
        : Optional.empty();
  }

  private static TwoWay machine(Convolution layer) {
    return TwoWay.of(layer, Activation.LINEAR, true);
  }

  /** The layer with its way back. */
  TwoWay machine() {
    return machine(layer);
  }

  @Override
  public int visible() {
    return layer.input().size();
  }

  @Override
  public int above() {
    return blocks.positions(layer.filters()).size();
  }

  /** A copy. */
  @Override
  public float[] vector() {
    return vector.clone();
  }
}
