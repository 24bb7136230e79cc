package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;

/**
 * Normal noise is added to every value.
 *
 * @param amount the noise's standard deviation
 */
public record GaussianNoise(double amount) implements Corruption {
  public static final Range DEVIATION = Range.above(0, 100);

  static final Kind<Section, Corruption> READER =
      Corruption.kind("gaussian", DEVIATION, GaussianNoise::new);

  public GaussianNoise {
    Corruption.require(DEVIATION, amount);
  }

  @Override
  public String kind() {
    return READER.name();
  }
}
