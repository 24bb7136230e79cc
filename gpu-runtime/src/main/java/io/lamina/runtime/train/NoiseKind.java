package io.lamina.runtime.train;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Corruption;
import io.lamina.zoo.plan.layer.GaussianNoise;
import io.lamina.zoo.plan.layer.MaskingNoise;
import io.lamina.zoo.plan.layer.SaltAndPepperNoise;
import java.util.List;

/**
 * What makes a kind of noise: a new one is a line here.
 *
 * @param plan the plans it follows
 * @param noise makes the noise on inputs that an activation made
 */
record NoiseKind<P extends Corruption>(Class<P> plan, Maker<P> noise) {
  private static final List<NoiseKind<?>> ALL =
      List.of(
          new NoiseKind<>(MaskingNoise.class, (plan, input) -> Noise.masking(plan.amount())),
          new NoiseKind<>(
              SaltAndPepperNoise.class, (plan, input) -> Noise.saltAndPepper(plan.amount(), input)),
          new NoiseKind<>(GaussianNoise.class, (plan, input) -> Noise.gaussian(plan.amount())));

  /** The noise of a plan. */
  static Noise of(Corruption corruption, Activation input) {
    return ALL.stream()
        .filter(kind -> kind.plan.isInstance(corruption))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no noise for " + corruption.kind()))
        .noise(corruption, input);
  }

  private Noise noise(Corruption corruption, Activation input) {
    return noise.make(plan.cast(corruption), input);
  }

  /** Makes noise. */
  @FunctionalInterface
  interface Maker<P> {
    Noise make(P plan, Activation input);
  }
}
