package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Every feature to mean 0 and variance 1. A feature that is constant is only shifted. */
public record Standardise() implements PreprocessingStep {
  static final StepKind KIND =
      new StepKind("standardise", step -> step.build(Standardise::new), Scaling::read);

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
    FeatureStatistics.Moments moments = statistics.moments();
    int features = statistics.features();
    return new Scaling(
        Statistic.of("mean", features, moments::mean),
        Statistic.of("deviation", features, moments::deviation));
  }

  /** {@code (x - mean) / deviation}. */
  public static final class Scaling implements Transformation {
    private final Statistic mean;
    private final Statistic deviation;

    private Scaling(Statistic mean, Statistic deviation) {
      this.mean = mean;
      this.deviation = deviation.requireSize(mean.size()).requirePositive();
    }

    /**
     * @param mean of every feature
     * @param deviation the standard deviation of every feature, of the population; 1 for a feature
     *     that is constant
     */
    public Scaling(double[] mean, double[] deviation) {
      this(new Statistic("mean", mean), new Statistic("deviation", deviation));
    }

    static Transformation read(JsonNode step) {
      return new Scaling(Statistic.read(step, "mean"), Statistic.read(step, "deviation"));
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      for (int i = 0; i < example.length; i++) {
        example[i] = (example[i] - mean.at(i)) / deviation.at(i);
      }
    }

    @Override
    public void requireInputs(int inputs) {
      mean.requireSize(inputs);
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      mean.write(step);
      deviation.write(step);
    }
  }
}
