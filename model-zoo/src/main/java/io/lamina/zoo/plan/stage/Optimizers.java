package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/** The optimizers that there are: a new one is a line here. */
public final class Optimizers {
  /** By their names in a plan. */
  public static final Kinds<Section, UpdateRule> ALL =
      new Kinds<>(
          "kind",
          List.of(
              GradientDescent.READER,
              Momentum.CLASSICAL,
              Momentum.NESTEROV,
              Adam.READER,
              RmsProp.READER));

  private Optimizers() {}

  static Optional<UpdateRule> read(Section optimizer) {
    return ALL.of(optimizer).flatMap(kind -> kind.read(optimizer));
  }

  static void write(YamlLines yaml, UpdateRule rule) {
    yaml.put(ALL.key(), rule.kind());
    rule.writeKeys(yaml);
  }
}
