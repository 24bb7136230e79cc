package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The logarithm of every value: {@code ln(1 + x)}, and {@code -ln(1 - x)} of a negative one, so
 * that 0 stays 0. For counts and other numbers with heavy tails. The step takes no statistics.
 */
public record Logarithm() implements PreprocessingStep, Transformation {
  static final StepKind KIND =
      new StepKind("log", step -> step.build(Logarithm::new), json -> new Logarithm());

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    return this;
  }

  @Override
  public void apply(double[] example) {
    for (int i = 0; i < example.length; i++) {
      example[i] = Math.copySign(StrictMath.log1p(Math.abs(example[i])), example[i]);
    }
  }

  @Override
  public void writeStatistics(ObjectNode step) {
    // It has none.
  }
}
