package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * A rule whose gradients are never longer than a norm (Pascanu, Mikolov and Bengio, ICML 2013):
 * {@code g ← g · min(1, c / ‖g‖)}, for each matrix of weights and each bias by itself.
 *
 * @param rule what is done with the gradient after that
 * @param norm c
 */
public record ClippedRule(UpdateRule rule, double norm) implements UpdateRule {
  public static final Range NORM = Range.closed(0.001, 1000);

  private static final String KEY = "clipNorm";

  public ClippedRule {
    requireNonNull(rule, "rule is null");
    NORM.require(KEY, norm);
  }

  /** What a section says of clipping. */
  static Optional<Double> read(Section optimizer) {
    return optimizer.optional(KEY, Form.number(NORM));
  }

  @Override
  public String kind() {
    return rule.kind();
  }

  @Override
  public int stateVectors() {
    return rule.stateVectors();
  }

  /** The gradient, before it is clipped. */
  @Override
  public int scratchVectors() {
    return rule.scratchVectors() + 1;
  }

  @Override
  public double momentum(double progress) {
    return rule.momentum(progress);
  }

  @Override
  public double highestRate() {
    return rule.highestRate();
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    rule.writeKeys(yaml);
    yaml.put(KEY, norm);
  }
}
