package io.lamina.zoo.plan.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The statistics of a few examples of two features, as the formulas are written. */
final class PlainStatistics implements FeatureStatistics {
  private final double[][] examples;

  PlainStatistics(double[][] examples) {
    this.examples = examples;
  }

  /** A place with two channels. */
  @Override
  public Shape shape() {
    return new Shape(2, 1, 1);
  }

  @Override
  public Bounds bounds() {
    return new Bounds() {
      @Override
      public double low(int feature) {
        return Arrays.stream(examples).mapToDouble(e -> e[feature]).min().orElseThrow();
      }

      @Override
      public double high(int feature) {
        return Arrays.stream(examples).mapToDouble(e -> e[feature]).max().orElseThrow();
      }
    };
  }

  @Override
  public double[] medians() {
    return IntStream.range(0, 2)
        .mapToDouble(
            i ->
                Arrays.stream(examples)
                    .mapToDouble(e -> e[i])
                    .sorted()
                    .skip((examples.length - 1) / 2)
                    .findFirst()
                    .orElseThrow())
        .toArray();
  }

  @Override
  public Moments moments() {
    return new Moments() {
      @Override
      public double mean(int feature) {
        return average(e -> e[feature]);
      }

      @Override
      public double variance(int feature) {
        return covariance(feature, feature);
      }

      @Override
      public double variance() {
        double mean = average(e -> (e[0] + e[1]) / 2);
        return average(e -> (Math.pow(e[0] - mean, 2) + Math.pow(e[1] - mean, 2)) / 2);
      }
    };
  }

  /** Of two features the first axis lies at half the angle whose tangent is 2c₀₁ / (c₀₀ - c₁₁). */
  @Override
  public PrincipalAxes principalAxes() {
    double angle = Math.atan2(2 * covariance(0, 1), covariance(0, 0) - covariance(1, 1)) / 2;
    double[][] directions = {
      {Math.cos(angle), Math.sin(angle)}, {-Math.sin(angle), Math.cos(angle)}
    };
    return new PrincipalAxes() {
      @Override
      public double mean(int feature) {
        return PlainStatistics.this.mean(feature);
      }

      @Override
      public double variance(int axis) {
        double[] d = directions[axis];
        return d[0] * d[0] * covariance(0, 0)
            + 2 * d[0] * d[1] * covariance(0, 1)
            + d[1] * d[1] * covariance(1, 1);
      }

      @Override
      public double[] direction(int axis) {
        return directions[axis];
      }
    };
  }

  /** Of windows of one place. */
  @Override
  public PrincipalAxes principalAxes(Window window) {
    assertThat(window.patch()).isEqualTo(shape());
    return principalAxes();
  }

  @Override
  public FeatureStatistics after(Change change) {
    double[][] changed = Arrays.stream(examples).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(changed).forEach(change::apply);
    return new PlainStatistics(changed);
  }

  double mean(int feature) {
    return average(e -> e[feature]);
  }

  double covariance(int i, int j) {
    double meanI = mean(i);
    double meanJ = mean(j);
    return average(e -> (e[i] - meanI) * (e[j] - meanJ));
  }

  private double average(ToDoubleFunction<double[]> value) {
    return Arrays.stream(examples).mapToDouble(value).average().orElseThrow();
  }
}
