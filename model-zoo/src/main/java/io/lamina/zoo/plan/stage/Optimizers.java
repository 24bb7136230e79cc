package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.Kind;
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
    Optional<Kind<Section, UpdateRule>> kind = ALL.of(optimizer);
    Optional<Double> norm = ClippedRule.read(optimizer);
    Optional<UpdateRule> rule = kind.flatMap(it -> it.read(optimizer));
    return norm.isEmpty() ? rule : rule.map(it -> new ClippedRule(it, norm.get()));
  }

  static void write(YamlLines yaml, UpdateRule rule) {
    yaml.put(ALL.key(), rule.kind());
    rule.writeKeys(yaml);
  }
}
