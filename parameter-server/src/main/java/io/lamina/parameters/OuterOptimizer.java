package io.lamina.parameters;

/**
 * What the server does with a round's weighted mean difference {@code d}: {@code v ← μ·v + d; θ ← θ
 * + η·(d + μ·v)}, Nesterov's momentum over rounds (the outer step of DiLoCo, Douillard et al.
 * 2023). With momentum 0 and learning rate 1 it is plain averaging, {@code θ ← θ + d}.
 *
 * @param learningRate η, above 0 and at most 100
 * @param momentum μ, at least 0 and below 1
 */
public record OuterOptimizer(double learningRate, double momentum) {
  public OuterOptimizer {
    if (!(learningRate > 0 && learningRate <= 100)) {
      throw new IllegalArgumentException(
          "learningRate is " + learningRate + ", must be in (0, 100]");
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum is " + momentum + ", must be in [0, 1)");
    }
  }

  public static OuterOptimizer average() {
    return new OuterOptimizer(1, 0);
  }

  public static OuterOptimizer nesterov(double learningRate, double momentum) {
    return new OuterOptimizer(learningRate, momentum);
  }
}
