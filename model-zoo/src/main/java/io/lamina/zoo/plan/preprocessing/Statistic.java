package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A list of numbers, one for every feature. JSON holds them exactly. */
public final class Statistic {
  private final String name;
  private final double[] values;

  /**
   * @param values copied
   * @throws IllegalArgumentException if there is none, or if one is not finite
   */
  Statistic(String name, double[] values) {
    this.name = name;
    this.values = values.clone();
    if (values.length == 0) {
      throw new IllegalArgumentException(name + " is empty");
    }
    for (double value : values) {
      requireFinite(name, value);
    }
  }

  /**
   * @param features how many there are
   * @param values what the number of each is
   */
  static Statistic of(String name, int features, IntToDoubleFunction values) {
    return new Statistic(name, IntStream.range(0, features).mapToDouble(values).toArray());
  }

  static Statistic read(JsonNode step, String name) {
    return of(step.required(name), name);
  }

  /** The statistic of a list, whatever it is called in the file. */
  static Statistic of(JsonNode list, String name) {
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(list.get(i), name);
    }
    return new Statistic(name, values);
  }

  /**
   * A number of a file.
   *
   * @param name what it is called
   * @throws IllegalArgumentException naming both, if there is something else
   */
  public static double number(JsonNode node, String name) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException(name + " is " + node + ", must be a number");
    }
    return node.doubleValue();
  }

  static double requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", must be finite");
    }
    return value;
  }

  /** The same, of numbers that are divided by. */
  Statistic requirePositive() {
    for (double value : values) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " is " + value + ", must be above 0");
      }
    }
    return this;
  }

  /** The same, of so many features. */
  Statistic requireSize(int features) {
    if (values.length != features) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " numbers, must be " + features);
    }
    return this;
  }

  int size() {
    return values.length;
  }

  double at(int feature) {
    return values[feature];
  }

  /** The sum of the products with as many values, in their order. */
  double product(double[] others) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * others[i];
    }
    return sum;
  }

  void write(ObjectNode step) {
    addTo(step.putArray(name));
  }

  void addTo(ArrayNode list) {
    for (double value : values) {
      list.add(value);
    }
  }
}
