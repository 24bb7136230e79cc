package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;

/**
 * A value is set to its lowest or its highest, by the toss of a coin.
 *
 * @param amount the probability that a value is hit
 */
public record SaltAndPepperNoise(double amount) implements Corruption {
  public static final Range PROBABILITY = Range.below(0, 1);

  static final Kind<Section, Corruption> READER =
      Corruption.kind("salt-and-pepper", PROBABILITY, SaltAndPepperNoise::new);

  public SaltAndPepperNoise {
    Corruption.require(PROBABILITY, amount);
  }

  @Override
  public String kind() {
    return READER.name();
  }

  @Override
  public boolean needsBounds() {
    return true;
  }
}
