package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Every feature to [0, 1], from its lowest to its highest value; a value beyond these, in other
 * data, becomes 0 or 1. A feature that is constant is only shifted.
 */
public record MinMax() implements PreprocessingStep {
  static final StepKind KIND =
      new StepKind("min-max", step -> step.build(MinMax::new), Scaling::read);

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
    FeatureStatistics.Bounds bounds = statistics.bounds();
    int features = statistics.features();
    return new Scaling(
        Statistic.of("minimum", features, bounds::low),
        Statistic.of("range", features, i -> range(bounds.low(i), bounds.high(i))));
  }

  private static double range(double low, double high) {
    return low == high ? 1 : high - low;
  }

  /** {@code (x - minimum) / range}, clipped to [0, 1]. */
  public static final class Scaling implements Transformation {
    private final Statistic minimum;
    private final Statistic range;

    private Scaling(Statistic minimum, Statistic range) {
      this.minimum = minimum;
      this.range = range.requireSize(minimum.size()).requirePositive();
    }

    /**
     * @param minimum the lowest value of every feature
     * @param range how far the highest value of every feature lies above it; 1 for a feature that
     *     is constant
     */
    public Scaling(double[] minimum, double[] range) {
      this(new Statistic("minimum", minimum), new Statistic("range", range));
    }

    static Transformation read(JsonNode step) {
      return new Scaling(Statistic.read(step, "minimum"), Statistic.read(step, "range"));
    }

    @Override
    public String kind() {
      return KIND.name();
    }

    @Override
    public void apply(double[] example) {
      for (int i = 0; i < example.length; i++) {
        double scaled = (example[i] - minimum.at(i)) / range.at(i);
        example[i] = Math.max(0, Math.min(1, scaled));
      }
    }

    @Override
    public void requireInputs(int inputs) {
      minimum.requireSize(inputs);
    }

    @Override
    public void writeStatistics(ObjectNode step) {
      minimum.write(step);
      range.write(step);
    }
  }
}
