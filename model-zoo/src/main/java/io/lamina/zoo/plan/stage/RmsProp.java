package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * RMSProp (Tieleman and Hinton: Neural networks for machine learning, lecture 6.5, Coursera 2012):
 * {@code r ← ρr + (1 - ρ)g²}, then {@code θ ← θ - ηg / (√r + ε)}. The mean begins at 0 and is not
 * corrected for that, as in the lecture: the first step is {@code 1 / √(1 - ρ)} times as long as
 * one where the mean has settled.
 *
 * @param decay ρ: how much of the mean of the gradients' squares is kept in a step
 * @param epsilon ε: is added to the root of that
 */
public record RmsProp(double decay, double epsilon) implements UpdateRule {
  public static final Range DECAY = Range.below(0, 1);
  public static final Range EPSILON = Range.above(0, 1);

  static final Kind<Section, UpdateRule> READER = new Kind<>("rms-prop", RmsProp::read);

  public RmsProp {
    DECAY.require("decay", decay);
    EPSILON.require("epsilon", epsilon);
  }

  /** The decay of the lecture, and the epsilon of Adam. */
  public static RmsProp standard() {
    return new RmsProp(0.9, 1e-8);
  }

  private static Optional<UpdateRule> read(Section rule) {
    Optional<Double> decay = rule.valueOr("decay", Form.number(DECAY), standard().decay);
    Optional<Double> epsilon = rule.valueOr("epsilon", Form.number(EPSILON), standard().epsilon);
    return rule.build(() -> new RmsProp(decay.orElseThrow(), epsilon.orElseThrow()));
  }

  @Override
  public String kind() {
    return READER.name();
  }

  @Override
  public int stateVectors() {
    return 1;
  }

  /** The gradient. */
  @Override
  public int scratchVectors() {
    return 1;
  }

  /** A step is about as long as the rate, for every parameter. */
  @Override
  public double highestRate() {
    return 0.1;
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("decay", decay);
    yaml.put("epsilon", epsilon);
  }
}
