package io.lamina.benchmarks;

import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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

  @Override
  public String device() {
    return operations.device();
  }

  @Override
  public int pieceOfWork() {
    return operations.pieceOfWork();
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
  public void multiply(float alpha, Factor a, Factor b, float beta, Matrix target) {
    time("products", () -> operations.multiply(alpha, a, b, beta, target));
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
  public void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total) {
    time("crossEntropy", () -> operations.crossEntropy(logits, bias, targets, total));
  }

  @Override
  public void squaredError(Matrix a, Matrix b, Sums total) {
    time("squaredError", () -> operations.squaredError(a, b, total));
  }

  @Override
  public void softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    time("softmaxGradient", () -> operations.softmaxGradient(logits, bias, labels));
  }

  @Override
  public void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total) {
    time("softmaxCrossEntropy", () -> operations.softmaxCrossEntropy(logits, bias, labels, total));
  }

  @Override
  public Sums sums(int count) {
    return operations.sums(count);
  }

  @Override
  public void clear(Sums sums) {
    time("clear", () -> operations.clear(sums));
  }

  @Override
  public double[] read(Sums sums) {
    return operations.read(sums);
  }

  @Override
  public void addSum(double factor, Matrix x, Sums total) {
    time("addSum", () -> operations.addSum(factor, x, total));
  }

  @Override
  public void addDot(double factor, Matrix a, Matrix b, Sums total) {
    time("addDot", () -> operations.addDot(factor, a, b, total));
  }

  @Override
  public void addDivergences(double factor, double target, Matrix means, Sums total) {
    time("addDivergences", () -> operations.addDivergences(factor, target, means, total));
  }

  @Override
  public void divergenceSlopes(double factor, double target, Matrix means) {
    time("divergenceSlopes", () -> operations.divergenceSlopes(factor, target, means));
  }

  @Override
  public void scaleFrom(double shift, double factor, Matrix x) {
    time("scaleFrom", () -> operations.scaleFrom(shift, factor, x));
  }

  @Override
  public void round(Matrix source, Matrix target) {
    time("round", () -> operations.round(source, target));
  }

  @Override
  public void keepLargest(Matrix source, int count, Matrix target) {
    time("keepLargest", () -> operations.keepLargest(source, count, target));
  }

  @Override
  public void keepFarthest(Matrix source, Matrix target) {
    time("keepFarthest", () -> operations.keepFarthest(source, target));
  }

  @Override
  public void fillRows(Matrix source, Matrix target) {
    time("fillRows", () -> operations.fillRows(source, target));
  }

  @Override
  public void divideByRoots(Matrix squares, Matrix m) {
    time("divideByRoots", () -> operations.divideByRoots(squares, m));
  }

  @Override
  public void flipOne(RandomKey key, Matrix states) {
    time("flipOne", () -> operations.flipOne(key, states));
  }

  @Override
  public void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies) {
    time(
        "freeEnergies",
        () -> operations.freeEnergies(visible, hidden, hiddenBias, visibleBias, energies));
  }

  @Override
  public void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total) {
    time("addLogSigmoids", () -> operations.addLogSigmoids(factor, count, a, b, total));
  }

  @Override
  public void unfold(Matrix maps, Window window, Matrix patches) {
    time("unfold", () -> operations.unfold(maps, window, patches));
  }

  @Override
  public void fold(Matrix patches, Window window, Matrix maps) {
    time("fold", () -> operations.fold(patches, window, maps));
  }

  @Override
  public void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches) {
    time("drawPatches", () -> operations.drawPatches(maps, window, key, patches));
  }

  @Override
  public void pool(Matrix maps, Pooling pooling, Matrix pooled) {
    time("pool", () -> operations.pool(maps, pooling, pooled));
  }

  @Override
  public void poolGradient(
      Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps) {
    time("poolGradient", () -> operations.poolGradient(maps, pooled, pooling, delta, deltaMaps));
  }

  @Override
  public void blockProbabilities(Matrix inputs, Window blocks, Matrix target) {
    time("blockProbabilities", () -> operations.blockProbabilities(inputs, blocks, target));
  }

  @Override
  public void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target) {
    time("keepLargestOfBlocks", () -> operations.keepLargestOfBlocks(source, blocks, target));
  }

  @Override
  public void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target) {
    time("sampleBlocks", () -> operations.sampleBlocks(probabilities, blocks, key, target));
  }

  @Override
  public void close() {
    operations.close();
  }
}
