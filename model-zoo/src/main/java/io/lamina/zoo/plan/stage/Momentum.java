package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * A velocity that gradients push: {@code v ← μv - ηg}. The momentum μ runs in a straight line over
 * the rounds of a stage.
 *
 * @param style what is done with the velocity
 * @param momentum of the first round
 * @param finalMomentum of the last round
 */
public record Momentum(Style style, double momentum, double finalMomentum) implements UpdateRule {
  public static final Range MOMENTUM = Range.below(0, 1);

  static final Kind<Section, UpdateRule> CLASSICAL =
      new Kind<>("momentum", rule -> read(rule, Style.CLASSICAL));
  static final Kind<Section, UpdateRule> NESTEROV =
      new Kind<>("nesterov", rule -> read(rule, Style.NESTEROV));

  public Momentum {
    requireNonNull(style, "style is null");
    MOMENTUM.require("momentum", momentum);
    MOMENTUM.require("finalMomentum", finalMomentum);
  }

  /** What is done with the velocity. */
  public enum Style {
    /** {@code θ ← θ + v} (Polyak 1964). */
    CLASSICAL,
    /** The gradient is taken at {@code θ + μv} (Nesterov 1983). */
    NESTEROV
  }

  private static Optional<UpdateRule> read(Section rule, Style style) {
    Optional<Double> first = rule.required("momentum", Form.number(MOMENTUM));
    Optional<Double> last =
        rule.has("finalMomentum") ? rule.optional("finalMomentum", Form.number(MOMENTUM)) : first;
    return rule.build(() -> new Momentum(style, first.orElseThrow(), last.orElseThrow()));
  }

  @Override
  public String kind() {
    return (style == Style.NESTEROV ? NESTEROV : CLASSICAL).name();
  }

  @Override
  public int stateVectors() {
    return 1;
  }

  @Override
  public double momentum(double progress) {
    return momentum + (finalMomentum - momentum) * progress;
  }

  /** A gradient that stays the same is followed {@code 1 / (1 - μ)} times as far. */
  @Override
  public double highestRate() {
    return (1 - Math.max(momentum, finalMomentum)) * UpdateRule.super.highestRate();
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("momentum", momentum);
    yaml.put("finalMomentum", finalMomentum);
  }
}
