package io.lamina.zoo.network;

import java.io.Serializable;

/** A network's weights and biases: finite numbers, as many as its shape has. */
final class Parameters implements Serializable {
  private static final long serialVersionUID = 1;

  private final float[] values;

  /**
   * @param values copied
   * @param count how many there must be
   */
  Parameters(float[] values, int count) {
    if (values.length != count) {
      throw new IllegalArgumentException(
          values.length
              + " parameters, the shape has "
              + count
              + " (an optimizer's state is not part of a network)");
    }
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "parameter "
                + i
                + " is "
                + values[i]
                + " (training diverged: lower the learning rate)");
      }
    }
    this.values = values.clone();
  }

  /** Not to be written to. */
  float[] values() {
    return values;
  }
}
