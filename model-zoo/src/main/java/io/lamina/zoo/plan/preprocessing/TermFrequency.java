package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * Term frequency times inverse document frequency, for counts of words: every value times {@code 1
 * + ln(1 / share)}, where the share is that of the unlabeled examples in which the value is not 0;
 * then every example has length 1 (Salton and Buckley, Information Processing and Management 24,
 * 1988). A word that is in none of the unlabeled examples counts nothing.
 */
public record TermFrequency() implements PreprocessingStep {
  static final StepKind KIND =
      new StepKind("tf-idf", step -> step.build(TermFrequency::new), Weighting::read);

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
    FeatureStatistics.Moments shares = statistics.after(TermFrequency::presence).moments();
    return new Weighting(
        Statistic.of("weight", statistics.features(), word -> weight(shares.mean(word))));
  }

  private static void presence(double[] example) {
    for (int i = 0; i < example.length; i++) {
      example[i] = example[i] == 0 ? 0 : 1;
    }
  }

  private static double weight(double share) {
    return share == 0 ? 0 : 1 - StrictMath.log(share);
  }

  /** {@code weight · x}, divided by the length of all of them; an example of zeros stays. */
  public static final class Weighting implements Transformation {
    private final Statistic weight;

    private Weighting(Statistic weight) {
      this.weight = weight;
    }

    /**
     * @param weight of every feature
     */
    public Weighting(double[] weight) {
      this(new Statistic("weight", weight));
    }

    static Transformation read(JsonNode step) {
      return new Weighting(Statistic.read(step, "weight"));
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      for (int i = 0; i < example.length; i++) {
        example[i] *= weight.at(i);
      }
      double length = length(example);
      if (length > 0) {
        for (int i = 0; i < example.length; i++) {
          example[i] /= length;
        }
      }
    }

    /** By the largest value, so that no square is too large. */
    private static double length(double[] example) {
      double largest = Arrays.stream(example).map(Math::abs).max().orElse(0);
      if (largest == 0 || !Double.isFinite(largest)) {
        return largest;
      }
      double squares = 0;
      for (double value : example) {
        squares += (value / largest) * (value / largest);
      }
      return largest * Math.sqrt(squares);
    }

    @Override
    public void requireInputs(int inputs) {
      weight.requireSize(inputs);
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      weight.write(step);
    }
  }
}
