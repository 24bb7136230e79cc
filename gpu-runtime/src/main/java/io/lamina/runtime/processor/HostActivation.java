package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Activation;

/**
 * Activations on the host in single precision, as loops the JIT compiles to vector instructions.
 * Both rest on one rational approximation of tanh (a 13/6 minimax fit, relative error below
 * 4·10⁻⁷), made of products, sums and one division: unlike a libm's exp it is the same bits on
 * every JVM.
 */
final class HostActivation {
  /** The fit's range; beyond it tanh is 1 to within 3 · 10⁻⁷. */
  private static final float LIMIT = 8f;

  private HostActivation() {}

  /** {@code z[i] ← f(z[i])}. Adding a bias in the same loop would keep it from being vectorised. */
  static void apply(Activation activation, float[] z, int count) {
    switch (activation) {
      case SIGMOID -> sigmoid(z, count);
      case TANH -> tanh(z, count);
      case RECTIFIER -> rectifier(z, count);
      case LINEAR -> {}
    }
  }

  /**
   * {@code z[i] ← e^z[i]}, of what is at most 0; off by at most 3 · 10⁻⁷, also where the power is
   * less than that.
   */
  static void exponentials(float[] z, int count) {
    for (int i = 0; i < count; i++) {
      float t = tanh(0.5f * z[i]);
      z[i] = (1f + t) / (1f - t);
    }
  }

  private static void sigmoid(float[] z, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = 0.5f * tanh(0.5f * z[i]) + 0.5f;
    }
  }

  private static void tanh(float[] z, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = tanh(z[i]);
    }
  }

  private static void rectifier(float[] z, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = Math.max(0f, z[i]);
    }
  }

  /** {@code delta[i] ← delta[i] · f'}, from the units' outputs. */
  static void gradient(Activation activation, float[] delta, float[] codes, int count) {
    switch (activation) {
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          delta[i] *= codes[i] * (1f - codes[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          delta[i] *= 1f - codes[i] * codes[i];
        }
      }
      case RECTIFIER -> {
        for (int i = 0; i < count; i++) {
          delta[i] = codes[i] > 0f ? delta[i] : 0f;
        }
      }
      case LINEAR -> {}
    }
  }

  private static float tanh(float value) {
    float x = Math.max(-LIMIT, Math.min(LIMIT, value));
    float s = x * x;
    float p = -1.1564277e-13f * s + 6.365523e-11f;
    p = p * s - 2.2314644e-8f;
    p = p * s + 1.164244e-5f;
    p = p * s + 3.1493644e-3f;
    p = p * s + 0.1312435f;
    p = p * s + 1f;
    float q = 2.6129736e-4f * s + 0.024674999f;
    q = q * s + 0.4645768f;
    q = q * s + 1f;
    return x * p / q;
  }
}
