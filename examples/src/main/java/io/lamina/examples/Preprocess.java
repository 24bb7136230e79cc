package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what the networks of a published version read for every example of a file. */
public final class Preprocess {
  private Preprocess() {}

  /**
   * Prints a line for every example.
   *
   * @param args the {@code preprocessing.json} of a published version, and a file of examples
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Preprocess preprocessing.json examples.csv");
      System.exit(2);
    }
    print(new File(args[0]), new ExampleFile(Path.of(args[1])).rows(), System.out);
  }

  static void print(File file, float[][] examples, PrintStream out) throws IOException {
    JsonNode steps = new ObjectMapper().readTree(file).required("steps");
    for (float[] example : examples) {
      float[] row = preprocessed(example, steps);
      out.println(
          Stream.iterate(0, i -> i < row.length, i -> i + 1)
              .map(i -> Float.toString(row[i]))
              .collect(Collectors.joining(",")));
    }
  }

  /** Computes in double precision and rounds once, at the end, as the training did. */
  private static float[] preprocessed(float[] example, JsonNode steps) {
    double[] values = new double[example.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = example[i];
    }
    for (JsonNode step : steps) {
      apply(step, values);
    }
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }

  private static void apply(JsonNode step, double[] values) {
    String kind = step.required("kind").asText();
    switch (kind) {
      case "min-max" -> minMax(values, numbers(step, "minimum"), numbers(step, "range"));
      case "standardise" -> standardise(values, numbers(step, "mean"), numbers(step, "deviation"));
      case "clip-and-scale" -> clipAndScale(values, step.required("limit").asDouble());
      case "global-contrast-normalisation" ->
          normaliseContrast(values, step.required("regulariser").asDouble());
      case "zca-whitening" -> whiten(values, numbers(step, "mean"), step.required("matrix"));
      default -> throw new IllegalArgumentException("a step of a newer kind: " + kind);
    }
  }

  private static double[] numbers(JsonNode step, String name) {
    return numbers(step.required(name));
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
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
