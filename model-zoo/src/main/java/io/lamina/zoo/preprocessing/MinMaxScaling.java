package io.lamina.zoo.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.MinMax;

/** Every feature to [0, 1]: {@code (x - minimum) / range}, clipped to [0, 1]. */
public final class MinMaxScaling implements Transformation {
  private final Statistic minimum;
  private final Statistic range;

  private MinMaxScaling(Statistic minimum, Statistic range) {
    this.minimum = minimum;
    this.range = range.requireSize(minimum.size()).requirePositive();
  }

  /**
   * @param minimum the lowest value of every feature
   * @param range how far the highest value of every feature lies above it; 1 for a feature that is
   *     constant
   */
  public MinMaxScaling(double[] minimum, double[] range) {
    this(new Statistic("minimum", minimum), new Statistic("range", range));
  }

  static MinMaxScaling read(JsonNode step) {
    return new MinMaxScaling(Statistic.read(step, "minimum"), Statistic.read(step, "range"));
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
  public void write(ObjectNode step) {
    step.put("kind", MinMax.KIND);
    minimum.write(step);
    range.write(step);
  }
}
