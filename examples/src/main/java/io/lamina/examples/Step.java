package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * A step of preprocessing, with its statistics.
 *
 * @param json as {@code preprocessing.json} has it
 */
record Step(JsonNode json) {
  /** Changes the values of an example in place. */
  void apply(double[] values) {
    String kind = json.required("kind").asText();
    switch (kind) {
      case "fill" -> fill(values, numbers("values"));
      case "min-max" -> minMax(values, numbers("minimum"), numbers("range"));
      case "standardise" -> standardise(values, numbers("mean"), numbers("deviation"));
      case "log" -> takeLogarithms(values);
      case "tf-idf" -> weigh(values, numbers("weight"));
      case "clip-and-scale" -> clipAndScale(values, json.required("limit").asDouble());
      case "global-contrast-normalisation" ->
          normaliseContrast(values, json.required("regulariser").asDouble());
      case "zca-whitening" -> whiten(values, numbers("mean"), json.required("matrix"));
      case "whiten-patches" -> pictures().filter(values, numbers("mean"), json.required("filters"));
      case "local-contrast" ->
          pictures().normaliseContrast(values, json.required("epsilon").asDouble());
      default -> throw new IllegalArgumentException("a step of a newer kind: " + kind);
    }
  }

  private double[] numbers(String name) {
    return numbers(json.required(name));
  }

  private Pictures pictures() {
    JsonNode shape = json.required("shape");
    return new Pictures(
        shape.get(0).asInt(),
        shape.get(1).asInt(),
        shape.get(2).asInt(),
        json.required("size").asInt());
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }

  private static void fill(double[] values, double[] numbers) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = numbers[i];
      }
    }
  }

  private static void minMax(double[] values, double[] minimum, double[] range) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, (values[i] - minimum[i]) / range[i]));
    }
  }

  private static void standardise(double[] values, double[] mean, double[] deviation) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean[i]) / deviation[i];
    }
  }

  private static void takeLogarithms(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.signum(values[i]) * Math.log1p(Math.abs(values[i]));
    }
  }

  private static void weigh(double[] values, double[] weights) {
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] *= weights[i];
      squares += values[i] * values[i];
    }
    for (int i = 0; i < values.length && squares > 0; i++) {
      values[i] /= Math.sqrt(squares);
    }
  }

  private static void clipAndScale(double[] values, double limit) {
    removeMean(values);
    for (int i = 0; i < values.length; i++) {
      double clipped = Math.max(-limit, Math.min(limit, values[i]));
      values[i] = (clipped / limit + 1) * 0.4 + 0.1;
    }
  }

  private static void normaliseContrast(double[] values, double regulariser) {
    removeMean(values);
    double variance = Arrays.stream(values).map(x -> x * x).average().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      values[i] /= Math.sqrt(variance + regulariser);
    }
  }

  private static void whiten(double[] values, double[] mean, JsonNode matrix) {
    double[] shifted = new double[values.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = values[i] - mean[i];
    }
    for (int i = 0; i < values.length; i++) {
      double[] row = numbers(matrix.get(i));
      values[i] = 0;
      for (int j = 0; j < row.length; j++) {
        values[i] += row[j] * shifted[j];
      }
    }
  }

  private static void removeMean(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
  }
}
