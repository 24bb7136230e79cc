package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * ZCA whitening: the features' means are taken away, and the rest is multiplied by the square root
 * of the inverse of covariance plus epsilon, after which features are uncorrelated and of variance
 * 1 (Bell and Sejnowski: The independent components of natural scenes are edge filters, Vision
 * Research 1997).
 *
 * @param epsilon is added to every eigenvalue of the covariance
 */
public record ZcaWhitening(double epsilon) implements PreprocessingStep {
  public static final Range EPSILON = Range.above(0, 1_000_000);

  static final StepKind KIND = new StepKind("zca-whitening", ZcaWhitening::read, Whitening::read);

  /**
   * The matrix of so many features is 8 MiB, 22 in JSON; it is published, and every task reads it.
   */
  private static final int MOST_INPUTS = 1024;

  public ZcaWhitening {
    EPSILON.require("epsilon", epsilon);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<Double> epsilon = step.required("epsilon", Form.number(EPSILON));
    return step.build(() -> new ZcaWhitening(epsilon.orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }

  @Override
  public Optional<String> refusal(Shape shape) {
    int inputs = shape.size();
    return inputs <= MOST_INPUTS
        ? Optional.empty()
        : Optional.of(
            "cannot whiten examples of "
                + inputs
                + " values: the covariance of at most "
                + MOST_INPUTS
                + " is computed (leave zca-whitening out of data.preprocessing, or give smaller"
                + " examples)");
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    FeatureStatistics.PrincipalAxes axes = statistics.principalAxes();
    int features = statistics.features();
    double[][] root = new double[features][features];
    for (int k = 0; k < features; k++) {
      add(1 / Math.sqrt(axes.variance(k) + epsilon), axes.direction(k), root);
    }
    return new Whitening(Statistic.of("mean", features, axes::mean), rows(root));
  }

  /** Adds a vector times itself, so that the matrix stays symmetric to the bit. */
  private static void add(double scale, double[] vector, double[][] matrix) {
    for (int i = 0; i < vector.length; i++) {
      double scaled = scale * vector[i];
      for (int j = 0; j <= i; j++) {
        matrix[i][j] += scaled * vector[j];
        matrix[j][i] = matrix[i][j];
      }
    }
  }

  private static List<Statistic> rows(double[][] matrix) {
    return Arrays.stream(matrix).map(row -> new Statistic("matrix", row)).toList();
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("epsilon", epsilon);
  }

  /** The features' means are taken away, and the rest is multiplied by a matrix. */
  public static final class Whitening implements Transformation {
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
     * @param matrix its rows; value i of the result is the product of row i with the shifted
     *     example
     */
    public Whitening(double[] mean, double[][] matrix) {
      this(new Statistic("mean", mean), rows(matrix));
    }

    static Transformation read(JsonNode step) {
      List<Statistic> rows = new ArrayList<>();
      step.required("matrix").forEach(row -> rows.add(Statistic.of(row, "matrix")));
      return new Whitening(Statistic.read(step, "mean"), rows);
    }

    @Override
    public String kind() {
      return KIND.name();
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
    public void writeStatistics(ObjectNode step) {
      mean.write(step);
      ArrayNode matrix = step.putArray("matrix");
      rows.forEach(row -> row.addTo(matrix.addArray()));
    }
  }
}
