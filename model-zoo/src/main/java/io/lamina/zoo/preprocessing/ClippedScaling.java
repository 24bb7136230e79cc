package io.lamina.zoo.preprocessing;

import static io.lamina.zoo.preprocessing.Statistic.requireFinite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;

/**
 * The example's mean is taken away, the rest is clipped at ± {@code limit}, and these bounds go to
 * 0.1 and 0.9: {@code (x / limit + 1) * 0.4 + 0.1}.
 */
public final class ClippedScaling implements Transformation {
  private final double limit;

  /**
   * @param limit three standard deviations of all values of all examples without their means; above
   *     0
   */
  public ClippedScaling(double limit) {
    this.limit = requireFinite("limit", limit);
    if (limit <= 0) {
      throw new IllegalArgumentException("limit is " + limit + ", must be above 0");
    }
  }

  static ClippedScaling read(JsonNode step) {
    return new ClippedScaling(Statistic.number(step.required("limit"), "limit"));
  }

  @Override
  public void apply(double[] example) {
    ExampleMean.remove(example);
    for (int i = 0; i < example.length; i++) {
      double clipped = Math.max(-limit, Math.min(limit, example[i]));
      example[i] = (clipped / limit + 1) * 0.4 + 0.1;
    }
  }

  /** One limit is for examples of any size. */
  @Override
  public void requireInputs(int inputs) {}

  @Override
  public void write(ObjectNode step) {
    step.put("kind", ClipAndScale.KIND);
    step.put("limit", limit);
  }
}
