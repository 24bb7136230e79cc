package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Gives a number to every value that is missing, which is NaN until then. It is the first of all
 * steps, where there is one. No plan lists it: it follows from what a source says of missing
 * values.
 */
public final class Filling implements Transformation {
  static final String KIND = "fill";

  private final Statistic values;

  private Filling(Statistic values) {
    this.values = values;
  }

  /**
   * @param values what takes the place of each feature's missing ones
   */
  public Filling(double[] values) {
    this(new Statistic("values", values));
  }

  static Transformation read(JsonNode step) {
    return new Filling(Statistic.read(step, "values"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void apply(double[] example) {
    for (int i = 0; i < example.length; i++) {
      if (Double.isNaN(example[i])) {
        example[i] = values.at(i);
      }
    }
  }

  @Override
  public void requireInputs(int inputs) {
    values.requireSize(inputs);
  }

  @Override
  public void writeStatistics(ObjectNode step) {
    values.write(step);
  }
}
