package io.lamina.benchmarks;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Operations that note how long each kind of them takes. */
final class TimedOperations implements Operations {
  private final Operations operations;
  private final Map<String, Long> nanos = new TreeMap<>();

  TimedOperations(Operations operations) {
    this.operations = operations;
  }

  /** Nanoseconds of processor time by operation since the last {@link #forget}. */
  Map<String, Long> nanos() {
    return Collections.unmodifiableMap(nanos);
  }

  void forget() {
    nanos.clear();
  }

  private void time(String operation, Runnable action) {
    ProcessorClock clock = new ProcessorClock();
    action.run();
    nanos.merge(operation, clock.nanos(), Long::sum);
  }

  private double time(String operation, DoubleSupplier action) {
    ProcessorClock clock = new ProcessorClock();
    double result = action.getAsDouble();
    nanos.merge(operation, clock.nanos(), Long::sum);
    return result;
  }

  @Override
  public String device() {
    return operations.device();
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    return operations.allocate(rows, columns);
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    time("upload", () -> operations.upload(source, offset, target));
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    time("download", () -> operations.download(source, target, offset));
  }

  @Override
  public void multiply(
      float alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      float beta,
      Matrix c) {
    time("products", () -> operations.multiply(alpha, a, transposeA, b, transposeB, beta, c));
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    time("activate", () -> operations.activate(z, bias, activation));
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    time("activationGradient", () -> operations.activationGradient(delta, codes, activation));
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    time(
        "squaredErrorGradient",
        () -> operations.squaredErrorGradient(outputs, targets, activation));
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    time("mask", () -> operations.mask(source, rate, factor, key, target));
  }

  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    time("sample", () -> operations.sample(probabilities, key, target));
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    time("subtract", () -> operations.subtract(a, b, target));
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    time("addScaled", () -> operations.addScaled(alpha, x, target));
  }

  @Override
  public void scale(float alpha, Matrix x) {
    time("scale", () -> operations.scale(alpha, x));
  }

  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    time("sumColumns", () -> operations.sumColumns(alpha, m, beta, target));
  }

  @Override
  public void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target) {
    time(
        "saltAndPepper",
        () -> operations.saltAndPepper(source, rate, lowest, highest, key, target));
  }

  @Override
  public void addNoise(Matrix source, double deviation, RandomKey key, Matrix target) {
    time("addNoise", () -> operations.addNoise(source, deviation, key, target));
  }

  @Override
  public void sampleRectified(Matrix inputs, RandomKey key, Matrix target) {
    time("sampleRectified", () -> operations.sampleRectified(inputs, key, target));
  }

  @Override
  public void columnSquares(Matrix m, Matrix target) {
    time("columnSquares", () -> operations.columnSquares(m, target));
  }

  @Override
  public void slopeSquares(Matrix codes, Activation activation, Matrix target) {
    time("slopeSquares", () -> operations.slopeSquares(codes, activation, target));
  }

  @Override
  public void addCurvature(
      float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta) {
    time("addCurvature", () -> operations.addCurvature(alpha, codes, activation, factors, delta));
  }

  @Override
  public void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target) {
    time("addScaledColumns", () -> operations.addScaledColumns(alpha, factors, x, target));
  }

  @Override
  public void blend(float keep, Matrix x, boolean squared, Matrix average) {
    time("blend", () -> operations.blend(keep, x, squared, average));
  }

  @Override
  public void adamStep(
      float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value) {
    time("adamStep", () -> operations.adamStep(rate, unbias, epsilon, mean, square, value));
  }

  @Override
  public double crossEntropy(Matrix logits, Matrix bias, Matrix targets) {
    return time("crossEntropy", () -> operations.crossEntropy(logits, bias, targets));
  }

  @Override
  public double squaredError(Matrix a, Matrix b) {
    return time("squaredError", () -> operations.squaredError(a, b));
  }

  @Override
  public double softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    return time("softmaxGradient", () -> operations.softmaxGradient(logits, bias, labels));
  }

  @Override
  public void close() {
    operations.close();
  }
}
