package io.lamina.zoo.plan.layer;

import io.lamina.zoo.plan.yaml.Keys;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of noise that there are: a new one is a line here. */
public final class Corruptions {
  /** By their names in a plan. */
  public static final Kinds<Section, Corruption> ALL =
      new Kinds<>(
          "kind", List.of(MaskingNoise.READER, SaltAndPepperNoise.READER, GaussianNoise.READER));

  private Corruptions() {}

  static Optional<Corruption> read(Section noise) {
    return ALL.of(noise).flatMap(kind -> kind.read(noise));
  }

  static Map<String, Object> keys(Corruption noise) {
    return Keys.of(ALL.key(), noise.kind(), "amount", noise.amount());
  }
}
