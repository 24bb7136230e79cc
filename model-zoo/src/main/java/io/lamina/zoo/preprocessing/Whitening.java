package io.lamina.zoo.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The features' means are taken away, and the rest is multiplied by a matrix. */
public final class Whitening implements Transformation {
  private final Statistic mean;
  private final List<Statistic> rows;

  private Whitening(Statistic mean, List<Statistic> rows) {
    this.mean = mean;
    this.rows = rows;
    if (rows.size() != mean.size()) {
      throw new IllegalArgumentException(
          "matrix has " + rows.size() + " rows, must be " + mean.size());
    }
    rows.forEach(row -> row.requireSize(mean.size()));
  }

  /**
   * @param mean of every feature
   * @param matrix its rows; value i of the result is the product of row i with the shifted example
   */
  public Whitening(double[] mean, double[][] matrix) {
    this(
        new Statistic("mean", mean),
        Arrays.stream(matrix).map(row -> new Statistic("matrix", row)).toList());
  }

  static Whitening read(JsonNode step) {
    List<Statistic> rows = new ArrayList<>();
    step.required("matrix").forEach(row -> rows.add(Statistic.of(row, "matrix")));
    return new Whitening(Statistic.read(step, "mean"), rows);
  }

  @Override
  public void apply(double[] example) {
    double[] shifted = example.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] -= mean.at(i);
    }
    for (int i = 0; i < example.length; i++) {
      example[i] = rows.get(i).product(shifted);
    }
  }

  @Override
  public void requireInputs(int inputs) {
    mean.requireSize(inputs);
  }

  @Override
  public void write(ObjectNode step) {
    step.put("kind", ZcaWhitening.KIND);
    mean.write(step);
    ArrayNode matrix = step.putArray("matrix");
    rows.forEach(row -> row.addTo(matrix.addArray()));
  }
}
