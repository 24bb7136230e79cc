package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Adam (Kingma and Ba, ICLR 2015); weight decay, where there is some, is part of the gradient.
 *
 * @param beta1 how much of the gradients' mean is kept in a step
 * @param beta2 how much of the mean of their squares is kept
 * @param epsilon is added to the root of that
 */
public record Adam(double beta1, double beta2, double epsilon) implements UpdateRule {
  public static final Range BETA = Range.below(0, 1);
  public static final Range EPSILON = Range.above(0, 1);

  static final Kind<Section, UpdateRule> READER = new Kind<>("adam", Adam::read);

  public Adam {
    BETA.require("beta1", beta1);
    BETA.require("beta2", beta2);
    EPSILON.require("epsilon", epsilon);
  }

  /** The constants of the paper. */
  public static Adam standard() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  private static Optional<UpdateRule> read(Section rule) {
    Optional<Double> beta1 = rule.valueOr("beta1", Form.number(BETA), standard().beta1);
    Optional<Double> beta2 = rule.valueOr("beta2", Form.number(BETA), standard().beta2);
    Optional<Double> epsilon = rule.valueOr("epsilon", Form.number(EPSILON), standard().epsilon);
    return rule.build(
        () -> new Adam(beta1.orElseThrow(), beta2.orElseThrow(), epsilon.orElseThrow()));
  }

  @Override
  public String kind() {
    return READER.name();
  }

  @Override
  public int stateVectors() {
    return 2;
  }

  /** The gradient. */
  @Override
  public int scratchVectors() {
    return 1;
  }

  /** A step is at most about as long as the rate, for every parameter. */
  @Override
  public double highestRate() {
    return 0.1;
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("beta1", beta1);
    yaml.put("beta2", beta2);
    yaml.put("epsilon", epsilon);
  }
}
