package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;

/**
 * A value is set to 0.
 *
 * @param amount the probability that a value is hit
 */
public record MaskingNoise(double amount) implements Corruption {
  public static final Range PROBABILITY = Range.below(0, 1);

  static final Kind<Section, Corruption> READER =
      Corruption.kind("masking", PROBABILITY, MaskingNoise::new);

  public MaskingNoise {
    Corruption.require(PROBABILITY, amount);
  }

  @Override
  public String kind() {
    return READER.name();
  }
}
