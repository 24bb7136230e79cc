package io.lamina.zoo.preprocessing;

import static io.lamina.zoo.preprocessing.Statistic.requireFinite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;

/**
 * The example's mean is taken away, and the rest divided by {@code sqrt(variance + regulariser)},
 * where the variance is that of the example's own values.
 */
public final class ContrastNormalisation implements Transformation {
  private final double regulariser;

  /**
   * @param regulariser above 0
   */
  public ContrastNormalisation(double regulariser) {
    this.regulariser = requireFinite("regulariser", regulariser);
    if (regulariser <= 0) {
      throw new IllegalArgumentException("regulariser is " + regulariser + ", must be above 0");
    }
  }

  static ContrastNormalisation read(JsonNode step) {
    return new ContrastNormalisation(Statistic.number(step.required("regulariser"), "regulariser"));
  }

  @Override
  public void apply(double[] example) {
    ExampleMean.remove(example);
    double squares = 0;
    for (double value : example) {
      squares += value * value;
    }
    double divisor = Math.sqrt(squares / example.length + regulariser);
    for (int i = 0; i < example.length; i++) {
      example[i] /= divisor;
    }
  }

  /** Every example is normalised by itself. */
  @Override
  public void requireInputs(int inputs) {}

  @Override
  public void write(ObjectNode step) {
    step.put("kind", GlobalContrastNormalisation.KIND);
    step.put("regulariser", regulariser);
  }
}
