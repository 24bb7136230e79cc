package io.lamina.runtime.processor;

import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.Shapes;
import io.lamina.runtime.device.SoftplusSum;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.DeviceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J on the processor. Memory is ND4J's, matrix products are oneDNN's; the passes value by value
 * run on the host, a cache-sized piece at a time: one fused pass in Java costs a quarter of the
 * several calls ND4J needs for the same, and no memory beside the piece.
 */
final class Nd4jOperations implements Operations {
  /** Values of a piece: three pieces stay in a 256 KiB cache. */
  private static final int PIECE = RandomKey.BLOCK;

  /** The bits of 1. */
  private static final int ONE = 0x3F800000;

  private final DeviceKind kind;
  private final OneDnn oneDnn;
  private final Products products;
  private final Products sums = new Float32Products();
  private final List<INDArray> owned = new ArrayList<>();
  private final float[] left = new float[PIECE];
  private final float[] right = new float[PIECE];
  private final int[] random = new int[PIECE];
  private final int[] bits = new int[PIECE];
  private Optional<Matrix> ones = Optional.empty();

  /**
   * @throws DeviceException if this machine lacks the instructions, or the process is held to
   *     others
   */
  Nd4jOperations(InstructionSet instructions) {
    this.kind = instructions.kind();
    this.oneDnn = new OneDnn(instructions);
    this.products =
        switch (instructions.precision()) {
          case FLOAT32 -> sums;
          case MIXED -> new Bfloat16Products(oneDnn);
        };
  }

  @Override
  public String device() {
    return kind + " (nd4j-native, " + Nd4j.getBackend().getClass().getSimpleName() + ")";
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
    array.assign(0);
    owned.add(array);
    return Nd4jMatrix.of(array);
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    Shapes.requireRange("upload", source.length, offset, target.size());
    nd4j(target).put(0, source, offset, target.size());
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    Shapes.requireRange("download", target.length, offset, source.size());
    nd4j(source).get(0, target, offset, source.size());
  }

  @Override
  public void multiply(float alpha, Factor a, Factor b, float beta, Matrix target) {
    Shapes.requireProduct(a, b, target);
    products.multiply(alpha, a, b, beta, nd4j(target));
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    Shapes.requireBias(z, bias);
    boolean large = z.rows() > PIECE;
    float[] shifts = large ? new float[z.rows()] : right;
    float[] values = large ? new float[z.rows()] : left;
    int piece = tile(bias, z.columns(), shifts);
    for (int first = 0; first < z.size(); first += piece) {
      int count = Math.min(piece, z.size() - first);
      nd4j(z).get(first, values, 0, count);
      add(shifts, values, count);
      HostActivation.apply(activation, values, count);
      nd4j(z).put(first, values, 0, count);
    }
  }

  /** Fills the tiles with copies of the bias, for as many columns as fit; gives their values. */
  private static int tile(Matrix bias, int columns, float[] tiles) {
    int rows = bias.rows();
    int length = Math.min(columns, tiles.length / rows) * rows;
    nd4j(bias).get(0, tiles, 0, rows);
    for (int done = rows; done < length; done += rows) {
      System.arraycopy(tiles, 0, tiles, done, rows);
    }
    return length;
  }

  private static void add(float[] x, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] += x[i];
    }
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    Shapes.requireSame(delta, codes);
    byPiece(delta, codes, delta, count -> HostActivation.gradient(activation, left, right, count));
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    Shapes.requireSame(outputs, targets);
    byPiece(
        outputs,
        targets,
        outputs,
        count -> {
          for (int i = 0; i < count; i++) {
            right[i] = left[i] - right[i];
          }
          HostActivation.gradient(activation, right, left, count);
          System.arraycopy(right, 0, left, 0, count);
        });
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    int threshold = (int) Math.round(rate * 0x1p16);
    for (int first = 0; first < source.size(); first += PIECE) {
      int count = Math.min(PIECE, source.size() - first);
      nd4j(source).getBits(first, bits, count);
      key.fillShort(first, random, count);
      mask(bits, random, threshold, count);
      nd4j(target).putBits(first, bits, count);
    }
    if (factor != 1) {
      scale(factor, target);
    }
  }

  /**
   * Without a branch, which a random mask would mispredict one time in three, and on bits: the JIT
   * vectorises loops of integers, and of floats, but none that turns one into the other.
   */
  private static void mask(int[] bits, int[] random, int threshold, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] &= ~((random[i] - threshold) >> 31);
    }
  }

  @Override
  public void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    int threshold = (int) Math.round(rate * 0x1p16);
    byRandomPiece(
        source,
        key,
        target,
        count -> {
          for (int i = 0; i < count; i++) {
            float extreme = 2 * random[i] < threshold ? lowest : highest;
            left[i] = random[i] < threshold ? extreme : left[i];
          }
        });
  }

  @Override
  public void addNoise(Matrix source, double deviation, RandomKey key, Matrix target) {
    Shapes.requireSame(source, target);
    float scale = (float) deviation;
    byRandomPiece(source, key, target, count -> HostNoise.add(scale, random, left, count));
  }

  @Override
  public void sampleRectified(Matrix inputs, RandomKey key, Matrix target) {
    Shapes.requireSame(inputs, target);
    byRandomPiece(
        inputs,
        key,
        target,
        count -> {
          System.arraycopy(left, 0, right, 0, count);
          HostActivation.apply(Activation.SIGMOID, right, count);
          HostNoise.rectified(right, random, left, count);
        });
  }

  /**
   * Brings the source to {@code left} piece by piece, beside random numbers of 16 bits, and what
   * the pass leaves there to target.
   */
  private void byRandomPiece(Matrix source, RandomKey key, Matrix target, IntConsumer pass) {
    for (int first = 0; first < source.size(); first += PIECE) {
      int count = Math.min(PIECE, source.size() - first);
      nd4j(source).get(first, left, 0, count);
      key.fillShort(first, random, count);
      pass.accept(count);
      nd4j(target).put(first, left, 0, count);
    }
  }

  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    Shapes.requireSame(probabilities, target);
    for (int first = 0; first < target.size(); first += PIECE) {
      int count = Math.min(PIECE, target.size() - first);
      nd4j(probabilities).get(first, left, 0, count);
      addOne(left, count);
      nd4j(target).put(first, left, 0, count);
      nd4j(target).getBits(first, bits, count);
      key.fill(first, random, count);
      sample(bits, random, count);
      nd4j(target).putBits(first, bits, count);
    }
  }

  private static void addOne(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += 1f;
    }
  }

  /**
   * From 1 to 2 the bits of a float grow as it does, by one for every 2⁻²³: a random number below
   * the probability leaves a negative distance.
   */
  private static void sample(int[] bits, int[] random, int count) {
    for (int i = 0; i < count; i++) {
      bits[i] = (((ONE | (random[i] >>> 9)) - bits[i]) >> 31) & ONE;
    }
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    Shapes.requireSame(a, b);
    Shapes.requireSame(a, target);
    byPiece(
        a,
        b,
        target,
        count -> {
          for (int i = 0; i < count; i++) {
            left[i] -= right[i];
          }
        });
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    byPiece(
        target,
        x,
        target,
        count -> {
          for (int i = 0; i < count; i++) {
            left[i] += alpha * right[i];
          }
        });
  }

  @Override
  public void scale(float alpha, Matrix x) {
    byPiece(
        x,
        x,
        x,
        count -> {
          for (int i = 0; i < count; i++) {
            left[i] *= alpha;
          }
        });
  }

  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    Shapes.requireBias(m, target);
    sums.multiply(alpha, m.plain(), ones(m.columns()).transposed(), beta, nd4j(target));
  }

  /** A row of ones: a product with it sums columns where they lie. */
  private Matrix ones(int count) {
    if (ones.isEmpty() || ones.get().columns() < count) {
      Matrix row = allocate(1, count);
      float[] values = new float[count];
      Arrays.fill(values, 1f);
      upload(values, 0, row);
      ones = Optional.of(row);
    }
    return ones.get().columns(0, count);
  }

  @Override
  public void columnSquares(Matrix m, Matrix target) {
    Shapes.requireColumns(m, target);
    float[] column = new float[m.rows()];
    float[] sums = new float[m.columns()];
    for (int j = 0; j < sums.length; j++) {
      nd4j(m).get(j * column.length, column, 0, column.length);
      double sum = 0;
      for (float value : column) {
        sum += (double) value * value;
      }
      sums[j] = (float) sum;
    }
    nd4j(target).put(0, sums, 0, sums.length);
  }

  @Override
  public void slopeSquares(Matrix codes, Activation activation, Matrix target) {
    Shapes.requireBias(codes, target);
    float[] column = new float[codes.rows()];
    double[] sums = new double[column.length];
    for (int j = 0; j < codes.columns(); j++) {
      nd4j(codes).get(j * column.length, column, 0, column.length);
      HostSlopes.addSquares(activation, column, sums);
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = (float) sums[i];
    }
    nd4j(target).put(0, column, 0, column.length);
  }

  @Override
  public void addCurvature(
      float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta) {
    Shapes.requireSame(codes, delta);
    Shapes.requireBias(codes, factors);
    float[] factor = host(factors);
    float[] code = new float[factor.length];
    float[] column = new float[factor.length];
    for (int first = 0; first < delta.size(); first += column.length) {
      nd4j(codes).get(first, code, 0, code.length);
      nd4j(delta).get(first, column, 0, column.length);
      HostSlopes.addCurvature(alpha, activation, code, factor, column);
      nd4j(delta).put(first, column, 0, column.length);
    }
  }

  @Override
  public void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target) {
    Shapes.requireSame(x, target);
    Shapes.requireColumns(x, factors);
    float[] factor = host(factors);
    for (int j = 0; j < factor.length; j++) {
      addScaled(alpha * factor[j], x.columns(j, 1), target.columns(j, 1));
    }
  }

  @Override
  public void blend(float keep, Matrix x, boolean squared, Matrix average) {
    Shapes.requireSame(x, average);
    float take = 1 - keep;
    byPiece(
        average,
        x,
        average,
        count -> {
          for (int i = 0; i < count; i++) {
            float value = squared ? right[i] * right[i] : right[i];
            left[i] = keep * left[i] + take * value;
          }
        });
  }

  @Override
  public void adamStep(
      float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value) {
    Shapes.requireSame(mean, value);
    Shapes.requireSame(square, value);
    float[] moved = new float[PIECE];
    for (int first = 0; first < value.size(); first += PIECE) {
      int count = Math.min(PIECE, value.size() - first);
      nd4j(mean).get(first, left, 0, count);
      nd4j(square).get(first, right, 0, count);
      nd4j(value).get(first, moved, 0, count);
      for (int i = 0; i < count; i++) {
        float root = (float) Math.sqrt(Math.max(0f, right[i]) * unbias);
        moved[i] -= rate * left[i] / (root + epsilon);
      }
      nd4j(value).put(first, moved, 0, count);
    }
  }

  @Override
  public void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total) {
    Shapes.requireSame(logits, targets);
    Shapes.requireBias(logits, bias);
    float[] shift = host(bias);
    float[] z = new float[shift.length];
    float[] t = new float[shift.length];
    double sum = 0;
    for (int first = 0; first < logits.size(); first += shift.length) {
      nd4j(logits).get(first, z, 0, z.length);
      nd4j(targets).get(first, t, 0, t.length);
      sum += crossEntropy(z, shift, t);
    }
    HostSums.of(total).add(sum);
  }

  /** Stable for any size of z: no exponential of a positive number is taken. */
  private static double crossEntropy(float[] logits, float[] bias, float[] targets) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = (double) logits[i] + bias[i];
      sum += Math.max(z, 0) - targets[i] * z + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum;
  }

  @Override
  public void squaredError(Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    double sum = 0;
    for (int first = 0; first < a.size(); first += PIECE) {
      int count = Math.min(PIECE, a.size() - first);
      nd4j(a).get(first, left, 0, count);
      nd4j(b).get(first, right, 0, count);
      for (int i = 0; i < count; i++) {
        double difference = (double) left[i] - right[i];
        sum += difference * difference;
      }
    }
    HostSums.of(total).add(sum / 2);
  }

  @Override
  public void softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    Shapes.requireBias(logits, bias);
    float[] shift = host(bias);
    float[] column = new float[shift.length];
    for (int j = 0; j < logits.columns(); j++) {
      nd4j(logits).get(j * column.length, column, 0, column.length);
      Softmax.gradient(column, shift, labels[j]);
      nd4j(logits).put(j * column.length, column, 0, column.length);
    }
  }

  @Override
  public void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total) {
    Shapes.requireBias(logits, bias);
    float[] shift = host(bias);
    float[] column = new float[shift.length];
    double loss = 0;
    for (int j = 0; j < logits.columns(); j++) {
      nd4j(logits).get(j * column.length, column, 0, column.length);
      loss += Softmax.gradient(column, shift, labels[j]);
    }
    HostSums.of(total).add(loss);
  }

  @Override
  public Sums sums(int count) {
    return new HostSums(count);
  }

  @Override
  public void clear(Sums sums) {
    Arrays.fill(HostSums.of(sums).values(), 0);
  }

  @Override
  public double[] read(Sums sums) {
    return HostSums.of(sums).values().clone();
  }

  @Override
  public void addSum(double factor, Matrix x, Sums total) {
    double sum = 0;
    for (float value : host(x)) {
      sum += value;
    }
    HostSums.of(total).add(factor * sum);
  }

  @Override
  public void addDot(double factor, Matrix a, Matrix b, Sums total) {
    Shapes.requireSame(a, b);
    HostSums.of(total).add(factor * HostStatistics.dot(host(a), host(b)));
  }

  @Override
  public void addDivergences(double factor, double target, Matrix means, Sums total) {
    HostSums.of(total).add(factor * HostStatistics.divergence(target, host(means)));
  }

  @Override
  public void divergenceSlopes(double factor, double target, Matrix means) {
    float[] values = host(means);
    HostStatistics.divergenceSlopes(factor, target, values);
    nd4j(means).put(0, values, 0, values.length);
  }

  @Override
  public void scaleFrom(double shift, double factor, Matrix x) {
    byPiece(
        x,
        x,
        x,
        count -> {
          for (int i = 0; i < count; i++) {
            left[i] = (float) (factor * (left[i] - shift));
          }
        });
  }

  @Override
  public void round(Matrix source, Matrix target) {
    Shapes.requireSame(source, target);
    byPiece(
        source,
        source,
        target,
        count -> {
          for (int i = 0; i < count; i++) {
            left[i] = left[i] < 0.5f ? 0f : 1f;
          }
        });
  }

  @Override
  public void keepLargest(Matrix source, int count, Matrix target) {
    Shapes.requireOther(source, target);
    float[] values = host(source);
    new RowWinners(source.rows(), source.columns(), count).keep(values);
    nd4j(target).put(0, values, 0, values.length);
  }

  @Override
  public void keepFarthest(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    float[] values = host(source);
    new ColumnWinners(source.rows()).keep(values);
    nd4j(target).put(0, values, 0, values.length);
  }

  @Override
  public void fillRows(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    float[] filled = host(target);
    BitSet empty = new ColumnWinners(target.rows()).empty(filled);
    if (!empty.isEmpty()) {
      new ColumnWinners(target.rows()).fill(empty, host(source), filled);
      nd4j(target).put(0, filled, 0, filled.length);
    }
  }

  @Override
  public void divideByRoots(Matrix squares, Matrix m) {
    Shapes.requireColumns(m, squares);
    float[] square = host(squares);
    float[] column = new float[m.rows()];
    for (int j = 0; j < square.length; j++) {
      if (square[j] != 0f) {
        float root = (float) Math.sqrt(square[j]);
        nd4j(m).get(j * column.length, column, 0, column.length);
        for (int i = 0; i < column.length; i++) {
          column[i] /= root;
        }
        nd4j(m).put(j * column.length, column, 0, column.length);
      }
    }
  }

  @Override
  public void flipOne(RandomKey key, Matrix states) {
    float[] value = new float[1];
    for (int j = 0; j < states.columns(); j++) {
      int at = j * states.rows() + key.below(j, states.rows());
      nd4j(states).get(at, value, 0, 1);
      value[0] = 1f - value[0];
      nd4j(states).put(at, value, 0, 1);
    }
  }

  @Override
  public void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies) {
    Shapes.requireBias(visible, visibleBias);
    Shapes.requireBias(hidden, hiddenBias);
    float[] b = host(hiddenBias);
    float[] c = host(visibleBias);
    float[] v = new float[c.length];
    float[] x = new float[b.length];
    for (int j = 0; j < visible.columns(); j++) {
      nd4j(visible).get(j * v.length, v, 0, v.length);
      nd4j(hidden).get(j * x.length, x, 0, x.length);
      HostSums.of(energies).values()[j] = HostStatistics.freeEnergy(v, c, x, b);
    }
  }

  @Override
  public void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total) {
    double[] minuends = HostSums.of(a).values();
    double[] subtrahends = HostSums.of(b).values();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += SoftplusSum.logSigmoid(minuends[i] - subtrahends[i]);
    }
    HostSums.of(total).add(factor * sum);
  }

  @Override
  public void unfold(Matrix maps, Window window, Matrix patches) {
    Shapes.requirePatches(maps, window, patches);
    HostWindow host = new HostWindow(window);
    float[] map = new float[maps.rows()];
    float[] row = new float[host.rowSize()];
    for (int j = 0; j < maps.columns(); j++) {
      nd4j(maps).get(j * map.length, map, 0, map.length);
      for (int y = 0; y < window.rows(); y++) {
        host.unfold(map, y, row);
        nd4j(patches).put((j * window.rows() + y) * row.length, row, 0, row.length);
      }
    }
  }

  @Override
  public void fold(Matrix patches, Window window, Matrix maps) {
    Shapes.requirePatches(maps, window, patches);
    HostWindow host = new HostWindow(window);
    float[] map = new float[maps.rows()];
    float[] row = new float[host.rowSize()];
    for (int j = 0; j < maps.columns(); j++) {
      Arrays.fill(map, 0f);
      for (int y = 0; y < window.rows(); y++) {
        nd4j(patches).get((j * window.rows() + y) * row.length, row, 0, row.length);
        host.fold(row, y, map);
      }
      nd4j(maps).put(j * map.length, map, 0, map.length);
    }
  }

  /** Calls a pass with each column of the source and an array for the target's, which it fills. */
  private static void byColumn(Matrix source, Matrix target, BiConsumer<float[], float[]> pass) {
    float[] from = new float[source.rows()];
    float[] to = new float[target.rows()];
    for (int j = 0; j < source.columns(); j++) {
      nd4j(source).get(j * from.length, from, 0, from.length);
      pass.accept(from, to);
      nd4j(target).put(j * to.length, to, 0, to.length);
    }
  }

  @Override
  public void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches) {
    Shapes.requireSomePatches(maps, window, patches);
    HostWindow host = new HostWindow(window);
    int size = window.patch().size();
    int each = patches.columns() / maps.columns();
    float[] map = new float[maps.rows()];
    float[] drawn = new float[size];
    for (int i = 0; i < patches.columns(); i++) {
      if (i % each == 0) {
        nd4j(maps).get(i / each * map.length, map, 0, map.length);
      }
      host.patch(map, key.below(i, window.count()), drawn, 0);
      nd4j(patches).put(i * size, drawn, 0, size);
    }
  }

  @Override
  public void pool(Matrix maps, Pooling pooling, Matrix pooled) {
    Shapes.requirePooling(maps, pooling, pooled);
    byColumn(maps, pooled, new HostPooling(pooling)::pool);
  }

  @Override
  public void poolGradient(
      Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps) {
    Shapes.requirePooling(maps, pooling, pooled);
    Shapes.requireSame(pooled, delta);
    Shapes.requireSame(maps, deltaMaps);
    HostPooling host = new HostPooling(pooling);
    float[] values = new float[maps.rows()];
    float[] largest = new float[pooled.rows()];
    float[] from = new float[pooled.rows()];
    float[] to = new float[maps.rows()];
    for (int j = 0; j < maps.columns(); j++) {
      nd4j(maps).get(j * values.length, values, 0, values.length);
      nd4j(pooled).get(j * largest.length, largest, 0, largest.length);
      nd4j(delta).get(j * from.length, from, 0, from.length);
      host.gradient(values, largest, from, to);
      nd4j(deltaMaps).put(j * to.length, to, 0, to.length);
    }
  }

  @Override
  public void blockProbabilities(Matrix inputs, Window blocks, Matrix target) {
    Shapes.requireBlocks(inputs, blocks, target);
    byExample(inputs, target, new HostBlocks(blocks)::probabilities);
  }

  @Override
  public void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target) {
    Shapes.requireBlocks(source, blocks, target);
    byExample(source, target, new HostBlocks(blocks)::keepLargest);
  }

  /** Brings each column of the source to the host, and what a pass makes of it to the target's. */
  private static void byExample(Matrix source, Matrix target, Consumer<float[]> pass) {
    float[] values = new float[source.rows()];
    for (int first = 0; first < source.size(); first += values.length) {
      nd4j(source).get(first, values, 0, values.length);
      pass.accept(values);
      nd4j(target).put(first, values, 0, values.length);
    }
  }

  @Override
  public void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target) {
    Shapes.requireBlocks(probabilities, blocks, target);
    HostBlocks host = new HostBlocks(blocks);
    float[] units = new float[target.rows()];
    int[] numbers = new int[host.count()];
    for (int j = 0; j < target.columns(); j++) {
      nd4j(probabilities).get(j * units.length, units, 0, units.length);
      key.fill(j * numbers.length, numbers, numbers.length);
      host.sample(units, numbers);
      nd4j(target).put(j * units.length, units, 0, units.length);
    }
  }

  @Override
  public void close() {
    products.close();
    oneDnn.close();
    owned.forEach(INDArray::close);
    owned.clear();
  }

  /**
   * Brings a and b to the host piece by piece, and what the pass left in {@code left} to target.
   */
  private void byPiece(Matrix a, Matrix b, Matrix target, IntConsumer pass) {
    for (int first = 0; first < target.size(); first += PIECE) {
      int count = Math.min(PIECE, target.size() - first);
      nd4j(a).get(first, left, 0, count);
      nd4j(b).get(first, right, 0, count);
      pass.accept(count);
      nd4j(target).put(first, left, 0, count);
    }
  }

  private static float[] host(Matrix m) {
    float[] values = new float[m.size()];
    nd4j(m).get(0, values, 0, values.length);
    return values;
  }

  private static Nd4jMatrix nd4j(Matrix matrix) {
    return Nd4jMatrix.of(matrix);
  }
}
