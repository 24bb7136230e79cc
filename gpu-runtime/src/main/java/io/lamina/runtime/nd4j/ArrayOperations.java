package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Shapes;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Operations on whatever backend ND4J has: every pass over values is one of ND4J's, on the device.
 * The host draws random numbers and marks labels, and nothing else.
 */
final class ArrayOperations implements Operations {
  /** The nearest that a mean code comes to 0 and 1, where the divergence is infinite. */
  private static final double NEAREST = 0x1p-20;

  private final String device;
  private final DrawnNumbers drawn = new DrawnNumbers();
  private final List<INDArray> owned = new ArrayList<>();

  /**
   * @param device what {@link #device} says
   */
  ArrayOperations(String device) {
    this.device = device;
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    return new ArrayMatrix(own(Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'f')));
  }

  private INDArray own(INDArray zeros) {
    owned.add(zeros);
    return zeros;
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    Shapes.requireRange("upload", source.length, offset, target.size());
    float[] values = Arrays.copyOfRange(source, offset, offset + target.size());
    long[] shape = {target.rows(), target.columns()};
    ArrayMatrix.of(target).assign(Nd4j.create(values, shape, 'f'));
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    Shapes.requireRange("download", target.length, offset, source.size());
    float[] values = ArrayMatrix.of(source).dup('f').data().asFloat();
    System.arraycopy(values, 0, target, offset, values.length);
  }

  @Override
  public void multiply(float alpha, Factor a, Factor b, float beta, Matrix target) {
    Shapes.requireProduct(a, b, target);
    blend(beta, target, ArrayMatrix.of(a).mmul(ArrayMatrix.of(b)).muli(alpha));
  }

  /** {@code target ← beta · target + x}; what was there may be anything where beta is 0. */
  private static void blend(float beta, Matrix target, INDArray x) {
    INDArray to = ArrayMatrix.of(target);
    if (beta == 0) {
      to.assign(x);
    } else {
      to.muli(beta).addi(x);
    }
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    Shapes.requireBias(z, bias);
    ArraySlopes.apply(activation, ArrayMatrix.of(z).addiColumnVector(ArrayMatrix.of(bias)));
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    Shapes.requireSame(delta, codes);
    if (activation != Activation.LINEAR) {
      ArrayMatrix.of(delta).muli(ArraySlopes.slope(activation, ArrayMatrix.of(codes)));
    }
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    Shapes.requireSame(outputs, targets);
    INDArray slope = ArraySlopes.slope(activation, ArrayMatrix.of(outputs));
    ArrayMatrix.of(outputs).subi(ArrayMatrix.of(targets)).muli(slope);
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    int threshold = threshold(rate);
    INDArray kept = drawn.of(target, key, bits -> bits < threshold ? 0f : factor);
    ArrayMatrix.of(target).assign(kept.muli(ArrayMatrix.of(source)));
  }

  private static int threshold(double rate) {
    return (int) Math.round(rate * 0x1p16);
  }

  @Override
  public void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    int threshold = threshold(rate);
    INDArray kept = drawn.of(target, key, bits -> bits < threshold ? 0f : 1f);
    INDArray extremes =
        drawn.of(
            target, key, bits -> bits >= threshold ? 0f : 2 * bits < threshold ? lowest : highest);
    ArrayMatrix.of(target).assign(kept.muli(ArrayMatrix.of(source)).addi(extremes));
  }

  @Override
  public void addNoise(Matrix source, double deviation, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    INDArray noise = drawn.normal(target, key).muli((float) deviation);
    ArrayMatrix.of(target).assign(noise.addi(ArrayMatrix.of(source)));
  }

  @Override
  public void sampleRectified(Matrix inputs, RandomKey key, Matrix target) {
    Shapes.requireSame(inputs, target);
    INDArray x = ArrayMatrix.of(inputs);
    INDArray deviations = Transforms.sqrt(Transforms.sigmoid(x, true), false);
    INDArray noisy = drawn.normal(target, key).muli(deviations).addi(x);
    ArrayMatrix.of(target).assign(Transforms.relu(noisy, false));
  }

  /** From 1 to 2 a float has as many bits as a random number: the comparison is exact. */
  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    Shapes.requireSame(probabilities, target);
    INDArray raised = ArrayMatrix.of(probabilities).add(1f);
    INDArray states =
        raised.gt(drawn.oneToTwo(target.rows(), target.columns(), key)).castTo(DataType.FLOAT);
    ArrayMatrix.of(target).assign(states);
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    Shapes.requireSame(a, b);
    Shapes.requireSame(a, target);
    ArrayMatrix.of(target).assign(ArrayMatrix.of(a).sub(ArrayMatrix.of(b)));
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    ArrayMatrix.of(target).addi(ArrayMatrix.of(x).mul(alpha));
  }

  @Override
  public void scale(float alpha, Matrix x) {
    ArrayMatrix.of(x).muli(alpha);
  }

  /** In double precision: ND4J adds the values of a row one after the other. */
  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    Shapes.requireBias(m, target);
    INDArray sum = ArrayMatrix.doubles(m).sum(true, 1).muli(alpha);
    blend(beta, target, sum.castTo(DataType.FLOAT));
  }

  @Override
  public void columnSquares(Matrix m, Matrix target) {
    Shapes.requireColumns(m, target);
    INDArray values = ArrayMatrix.doubles(m);
    INDArray sums = values.muli(values).sum(0).reshape(m.columns(), 1);
    ArrayMatrix.of(target).assign(sums.castTo(DataType.FLOAT));
  }

  @Override
  public void slopeSquares(Matrix codes, Activation activation, Matrix target) {
    Shapes.requireBias(codes, target);
    INDArray slopes = ArraySlopes.slope(activation, ArrayMatrix.doubles(codes));
    ArrayMatrix.of(target).assign(slopes.muli(slopes).sum(true, 1).castTo(DataType.FLOAT));
  }

  @Override
  public void addCurvature(
      float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta) {
    Shapes.requireSame(codes, delta);
    Shapes.requireBias(codes, factors);
    INDArray curvature = ArraySlopes.curvature(activation, ArrayMatrix.of(codes));
    ArrayMatrix.of(delta).addi(curvature.muliColumnVector(ArrayMatrix.of(factors)).muli(alpha));
  }

  @Override
  public void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    Shapes.requireColumns(x, factors);
    INDArray row = ArrayMatrix.of(factors).reshape(1, x.columns());
    ArrayMatrix.of(target).addi(ArrayMatrix.of(x).mulRowVector(row).muli(alpha));
  }

  @Override
  public void blend(float keep, Matrix x, boolean squared, Matrix average) {
    Shapes.requireSame(x, average);
    INDArray from = ArrayMatrix.of(x);
    INDArray taken = squared ? from.mul(from).muli(1 - keep) : from.mul(1 - keep);
    ArrayMatrix.of(average).muli(keep).addi(taken);
  }

  @Override
  public void adamStep(
      float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value) {
    Shapes.requireSame(mean, value);
    Shapes.requireSame(square, value);
    INDArray unbiased = Transforms.max(ArrayMatrix.of(square), 0.0, true).muli(unbias);
    INDArray divisor = Transforms.sqrt(unbiased, false).addi(epsilon);
    ArrayMatrix.of(value).subi(ArrayMatrix.of(mean).mul(rate).divi(divisor));
  }

  @Override
  public Sums sums(int count) {
    return new ArraySums(own(Nd4j.create(DataType.DOUBLE, new long[] {count, 1}, 'f')));
  }

  @Override
  public void clear(Sums sums) {
    ArraySums.of(sums).array().assign(0);
  }

  @Override
  public double[] read(Sums sums) {
    return ArraySums.of(sums).array().dup('f').data().asDouble();
  }

  /** {@code Σ softplus(z) - t·z}. */
  @Override
  public void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total) {
    Shapes.requireSame(logits, targets);
    Shapes.requireBias(logits, bias);
    INDArray z = ArrayMatrix.doubles(logits).addiColumnVector(ArrayMatrix.doubles(bias));
    INDArray losses = ArraySlopes.softplus(z).subi(ArrayMatrix.doubles(targets).muli(z));
    ArraySums.of(total).add(1, losses);
  }

  @Override
  public void squaredError(Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    INDArray difference = ArrayMatrix.doubles(a).subi(ArrayMatrix.doubles(b));
    ArraySums.of(total).add(0.5, difference.muli(difference));
  }

  @Override
  public void softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    Shapes.requireBias(logits, bias);
    LabeledColumns labeled = new LabeledColumns(logits.rows(), labels, logits.columns());
    INDArray gradient = Transforms.exp(logSoftmax(logits, bias), false).subi(labeled.oneHot());
    ArrayMatrix.of(logits).assign(gradient.muliRowVector(labeled.known()).castTo(DataType.FLOAT));
  }

  @Override
  public void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total) {
    Shapes.requireBias(logits, bias);
    LabeledColumns labeled = new LabeledColumns(logits.rows(), labels, logits.columns());
    ArraySums.of(total).add(-1, logSoftmax(logits, bias).muli(labeled.oneHot()));
  }

  /** Of each column; finite for any finite logits. */
  private static INDArray logSoftmax(Matrix logits, Matrix bias) {
    int columns = logits.columns();
    INDArray z = ArrayMatrix.doubles(logits).addiColumnVector(ArrayMatrix.doubles(bias));
    z.subiRowVector(z.max(0).reshape(1, columns));
    INDArray sums = Transforms.exp(z, true).sum(0).reshape(1, columns);
    return z.subiRowVector(Transforms.log(sums, false));
  }

  @Override
  public void addSum(double factor, Matrix x, Sums total) {
    ArraySums.of(total).add(factor, ArrayMatrix.doubles(x));
  }

  @Override
  public void addDot(double factor, Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    ArraySums.of(total).add(factor, ArrayMatrix.doubles(a).muli(ArrayMatrix.doubles(b)));
  }

  @Override
  public void addDivergences(double factor, double target, Matrix means, Sums total) {
    INDArray mean = inside(means);
    INDArray above = Transforms.log(mean.rdiv(target), false).muli(target);
    INDArray below = Transforms.log(mean.rsubi(1).rdivi(1 - target), false).muli(1 - target);
    ArraySums.of(total).add(factor, above.addi(below));
  }

  @Override
  public void divergenceSlopes(double factor, double target, Matrix means) {
    INDArray mean = inside(means);
    INDArray above = mean.rdiv(target);
    INDArray slope = mean.rsubi(1).rdivi(1 - target).subi(above).muli(factor);
    ArrayMatrix.of(means).assign(slope.castTo(DataType.FLOAT));
  }

  private static INDArray inside(Matrix means) {
    INDArray upTo = Transforms.min(ArrayMatrix.doubles(means), 1 - NEAREST, false);
    return Transforms.max(upTo, NEAREST, false);
  }

  @Override
  public void scaleFrom(double shift, double factor, Matrix x) {
    INDArray values = ArrayMatrix.doubles(x).subi(shift).muli(factor);
    ArrayMatrix.of(x).assign(values.castTo(DataType.FLOAT));
  }

  @Override
  public void round(Matrix source, Matrix target) {
    Shapes.requireSame(source, target);
    ArrayMatrix.of(target).assign(ArrayMatrix.of(source).gte(0.5f).castTo(DataType.FLOAT));
  }

  /** Ranked on the host: ND4J sorts a matrix, but does not say where its values went. */
  @Override
  public void keepLargest(Matrix source, int count, Matrix target) {
    Shapes.requireOther(source, target);
    int rows = source.rows();
    float[] values = new float[source.size()];
    download(source, values, 0);
    for (int row = 0; row < rows; row++) {
      int first = row;
      IntStream.range(0, source.columns())
          .filter(j -> !Float.isNaN(values[first + j * rows]))
          .boxed()
          .sorted(Comparator.comparing((Integer j) -> -values[first + j * rows]))
          .skip(count)
          .forEach(j -> values[first + j * rows] = 0f);
    }
    upload(values, 0, target);
  }

  /** Ranked on the host, as {@link #keepLargest} is. */
  @Override
  public void keepFarthest(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    int rows = source.rows();
    float[] values = new float[source.size()];
    download(source, values, 0);
    for (int j = 0; j < source.columns(); j++) {
      int first = j * rows;
      int winner = farthest(values, IntStream.range(first, first + rows));
      IntStream.range(first, first + rows)
          .filter(i -> i != winner && !Float.isNaN(values[i]))
          .forEach(i -> values[i] = 0f);
    }
    upload(values, 0, target);
  }

  @Override
  public void fillRows(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    int rows = source.rows();
    float[] values = new float[source.size()];
    float[] filled = new float[source.size()];
    download(source, values, 0);
    download(target, filled, 0);
    for (int row = 0; row < rows; row++) {
      int first = row;
      int[] places = IntStream.range(0, source.columns()).map(j -> first + j * rows).toArray();
      if (IntStream.of(places).allMatch(i -> filled[i] == 0f)) {
        int winner = farthest(values, IntStream.of(places));
        filled[winner] = values[winner];
      }
    }
    upload(filled, 0, target);
  }

  /**
   * The first place of a value than which none is farther from 0; of what is no number the first.
   */
  private static int farthest(float[] values, IntStream places) {
    return places.reduce((a, b) -> distance(values[b]) > distance(values[a]) ? b : a).orElseThrow();
  }

  private static float distance(float value) {
    return Float.isNaN(value) ? -1f : Math.abs(value);
  }

  @Override
  public void divideByRoots(Matrix squares, Matrix m) {
    Shapes.requireColumns(m, squares);
    INDArray root = Transforms.sqrt(ArrayMatrix.of(squares), true).reshape(1, m.columns());
    ArrayMatrix.of(m).diviRowVector(root.addi(root.eq(0f).castTo(DataType.FLOAT)));
  }

  @Override
  public void flipOne(RandomKey key, Matrix states) {
    INDArray values = ArrayMatrix.of(states);
    values.addi(drawn.one(states, key).muli(values.mul(-2).addi(1)));
  }

  @Override
  public void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies) {
    Shapes.requireBias(visible, visibleBias);
    Shapes.requireBias(hidden, hiddenBias);
    int columns = visible.columns();
    INDArray z = ArrayMatrix.doubles(hidden).addiColumnVector(ArrayMatrix.doubles(hiddenBias));
    INDArray weighed =
        ArrayMatrix.doubles(visible).muliColumnVector(ArrayMatrix.doubles(visibleBias));
    INDArray energy = ArraySlopes.softplus(z).sum(0).addi(weighed.sum(0)).negi();
    ArraySums.of(energies).first(columns).assign(energy.reshape(columns, 1));
  }

  @Override
  public void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total) {
    INDArray z = ArraySums.of(b).first(count).sub(ArraySums.of(a).first(count));
    ArraySums.of(total).add(-factor, ArraySlopes.softplus(z));
  }

  @Override
  public void unfold(Matrix maps, Window window, Matrix patches) {
    Shapes.requirePatches(maps, window, patches);
    new ArrayWindow(window).unfold(ArrayMatrix.of(maps), ArrayMatrix.of(patches));
  }

  @Override
  public void fold(Matrix patches, Window window, Matrix maps) {
    Shapes.requirePatches(maps, window, patches);
    new ArrayWindow(window).fold(ArrayMatrix.of(patches), ArrayMatrix.of(maps));
  }

  @Override
  public void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches) {
    Shapes.requireSomePatches(maps, window, patches);
    int each = patches.columns() / maps.columns();
    int[] drawn = new int[patches.columns()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = i / each * window.count() + key.below(i, window.count());
    }
    long[] all = {patches.rows(), (long) maps.columns() * window.count()};
    try (INDArray unfolded = Nd4j.create(DataType.FLOAT, all, 'f')) {
      new ArrayWindow(window).unfold(ArrayMatrix.of(maps), unfolded);
      INDArray taken = unfolded.get(NDArrayIndex.all(), NDArrayIndex.indices(longs(drawn)));
      ArrayMatrix.of(patches).assign(taken);
    }
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  @Override
  public void pool(Matrix maps, Pooling pooling, Matrix pooled) {
    Shapes.requirePooling(maps, pooling, pooled);
    new ArrayPooling(pooling).pool(ArrayMatrix.of(maps), ArrayMatrix.of(pooled));
  }

  @Override
  public void poolGradient(
      Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps) {
    Shapes.requirePooling(maps, pooling, pooled);
    Shapes.requireSame(pooled, delta);
    Shapes.requireSame(maps, deltaMaps);
    ArrayPooling own = new ArrayPooling(pooling);
    INDArray slopes = ArrayMatrix.of(delta).dup('f');
    switch (pooling.kind()) {
      case AVERAGE -> own.spread(slopes, ArrayMatrix.of(deltaMaps));
      case MAX ->
          own.give(ArrayMatrix.of(maps), ArrayMatrix.of(pooled), slopes, ArrayMatrix.of(deltaMaps));
    }
  }

  @Override
  public void blockProbabilities(Matrix inputs, Window blocks, Matrix target) {
    Shapes.requireBlocks(inputs, blocks, target);
    new ArrayBlocks(blocks).probabilities(ArrayMatrix.of(inputs), ArrayMatrix.of(target));
  }

  @Override
  public void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target) {
    Shapes.requireBlocks(probabilities, blocks, target);
    int count = blocks.positions(blocks.input().channels()).size();
    INDArray numbers = drawn.oneToTwo(count, target.columns(), key);
    new ArrayBlocks(blocks).sample(ArrayMatrix.of(probabilities), numbers, ArrayMatrix.of(target));
  }

  /** On the host, as {@link #keepLargest}. */
  @Override
  public void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target) {
    Shapes.requireBlocks(source, blocks, target);
    float[] values = new float[source.size()];
    download(source, values, 0);
    new BlockWinners(blocks).keep(values);
    upload(values, 0, target);
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
  }
}
