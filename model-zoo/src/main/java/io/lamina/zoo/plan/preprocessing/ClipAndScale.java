package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * UFLDL's preparation of patches (Ng: Sparse autoencoder, lecture notes of CS294A, 2011, and its
 * exercise): from every example its mean is taken, the values are clipped at three standard
 * deviations of all values of all examples, and these bounds go to 0.1 and 0.9.
 */
public record ClipAndScale() implements PreprocessingStep {
  static final StepKind KIND =
      new StepKind("clip-and-scale", step -> step.build(ClipAndScale::new), Clipping::read);

  /** Clipping is at so many standard deviations. */
  private static final int DEVIATIONS = 3;

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public InputRange makes() {
    return InputRange.UNIT;
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    return new Clipping(DEVIATIONS * statistics.after(ExampleMean::remove).moments().deviation());
  }

  /**
   * The example's mean is taken away, the rest is clipped at ± {@code limit}, and these bounds go
   * to 0.1 and 0.9: {@code (x / limit + 1) * 0.4 + 0.1}.
   */
  public static final class Clipping implements Transformation {
    private final double limit;

    /**
     * @param limit three standard deviations of all values of all examples without their means;
     *     above 0
     */
    public Clipping(double limit) {
      this.limit = Statistic.requireFinite("limit", limit);
      if (limit <= 0) {
        throw new IllegalArgumentException("limit is " + limit + ", must be above 0");
      }
    }

    static Transformation read(JsonNode step) {
      return new Clipping(Statistic.number(step.required("limit"), "limit"));
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      ExampleMean.remove(example);
      for (int i = 0; i < example.length; i++) {
        double clipped = Math.max(-limit, Math.min(limit, example[i]));
        example[i] = (clipped / limit + 1) * 0.4 + 0.1;
      }
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      step.put("limit", limit);
    }
  }
}
