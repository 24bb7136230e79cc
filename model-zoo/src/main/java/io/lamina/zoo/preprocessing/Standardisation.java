package io.lamina.zoo.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.Standardise;

/** Every feature to mean 0 and variance 1: {@code (x - mean) / deviation}. */
public final class Standardisation implements Transformation {
  private final Statistic mean;
  private final Statistic deviation;

  private Standardisation(Statistic mean, Statistic deviation) {
    this.mean = mean;
    this.deviation = deviation.requireSize(mean.size()).requirePositive();
  }

  /**
   * @param mean of every feature
   * @param deviation the standard deviation of every feature, of the population; 1 for a feature
   *     that is constant
   */
  public Standardisation(double[] mean, double[] deviation) {
    this(new Statistic("mean", mean), new Statistic("deviation", deviation));
  }

  static Standardisation read(JsonNode step) {
    return new Standardisation(Statistic.read(step, "mean"), Statistic.read(step, "deviation"));
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
  public void write(ObjectNode step) {
    step.put("kind", Standardise.KIND);
    mean.write(step);
    deviation.write(step);
  }
}
