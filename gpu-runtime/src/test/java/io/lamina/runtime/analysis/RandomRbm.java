package io.lamina.runtime.analysis;

import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Random;

/** Machines with normally distributed parameters. */
final class RandomRbm {
  private RandomRbm() {}

  static RbmParameters of(Visible units, int visible, int hidden, double deviation, long seed) {
    Random random = new Random(seed);
    float[] vector = new float[visible * hidden + hidden + visible];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (deviation * random.nextGaussian());
    }
    return new RbmParameters(units, visible, hidden, vector);
  }

  static RbmParameters bernoulli(int visible, int hidden, double deviation, long seed) {
    return of(Visible.BERNOULLI, visible, hidden, deviation, seed);
  }
}
