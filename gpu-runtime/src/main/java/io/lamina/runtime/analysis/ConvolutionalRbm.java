package io.lamina.runtime.analysis;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A convolutional restricted Boltzmann machine, on the host: its hidden units are on or off, each
 * by itself, or at most one of each block (Lee, Grosse, Ranganath, Ng: Convolutional deep belief
 * networks, ICML 2009). Then a machine above it reads, for each block, whether a unit of it is on.
 *
 * @param visibleUnits what its visible units are
 * @param layer a convolution with tied weights; its maps are pooled over the blocks, or, without
 *     blocks, not at all
 * @param vector in the order of what learns; finite values
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record ConvolutionalRbm(Visible visibleUnits, OverMaps layer, float[] vector)
    implements Machine, Serializable {
  private static final long serialVersionUID = 1;

  public ConvolutionalRbm {
    requireNonNull(visibleUnits, "visibleUnits is null");
    if (!generates(layer)) {
      throw new IllegalArgumentException(layer + " is no machine over maps");
    }
    int count = layer.learnt().parameterCount();
    if (vector.length != count) {
      throw new IllegalArgumentException(vector.length + " parameters, must be " + count);
    }
    vector = Arrays.copyOf(vector, count);
    RbmParameters.requireFinite(vector);
  }

  /** Whether such a layer has a distribution of its own. */
  public static boolean generates(OverMaps layer) {
    return layer.learnt().tied()
        && layer.learnt().encoder() instanceof Convolution
        && layer.pooling().map(pooled -> pooled.window()).equals(layer.blocks());
  }

  @Override
  public int visible() {
    return layer.input().size();
  }

  @Override
  public int above() {
    return layer.output().size();
  }

  /** A copy. */
  @Override
  public float[] vector() {
    return vector.clone();
  }
}
