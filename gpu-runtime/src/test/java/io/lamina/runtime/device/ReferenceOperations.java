package io.lamina.runtime.device;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The oracle: every operation as its definition says, one value at a time, in double precision.
 * Random numbers are the provider's own, drawn from the key one by one.
 */
public final class ReferenceOperations implements Operations {
  private final String device;
  private final DoubleUnaryOperator factors;
  private final int pieceOfWork;
  private int reads;
  private long values;
  private double nearestDraw = Double.POSITIVE_INFINITY;

  public ReferenceOperations() {
    this("reference");
  }

  /** Of a device that is called so. */
  public ReferenceOperations(String device) {
    this(device, FactorRounding.NONE);
  }

  /**
   * Of a device that is called so.
   *
   * @param factors what it makes of the factors of a product before it multiplies them
   */
  public ReferenceOperations(String device, DoubleUnaryOperator factors) {
    this(device, factors, 1 << 18);
  }

  private ReferenceOperations(String device, DoubleUnaryOperator factors, int pieceOfWork) {
    this.device = device;
    this.factors = factors;
    this.pieceOfWork = pieceOfWork;
  }

  /** Of a device that works in pieces of so many values. */
  public static ReferenceOperations inPieces(int pieceOfWork) {
    return new ReferenceOperations("reference", FactorRounding.NONE, pieceOfWork);
  }

  @Override
  public int pieceOfWork() {
    return pieceOfWork;
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    values += (long) rows * columns;
    return new ReferenceMatrix(new double[rows * columns], 0, rows, columns);
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    for (int i = 0; i < target.size(); i++) {
      of(target).set(i, source[offset + i]);
    }
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    reads++;
    for (int i = 0; i < source.size(); i++) {
      target[offset + i] = (float) of(source).get(i);
    }
  }

  @Override
  public void multiply(float alpha, Factor a, Factor b, float beta, Matrix target) {
    Shapes.requireProduct(a, b, target);
    for (int column = 0; column < target.columns(); column++) {
      for (int row = 0; row < target.rows(); row++) {
        double sum = 0;
        for (int k = 0; k < a.columns(); k++) {
          sum += value(a, row, k) * value(b, k, column);
        }
        int at = column * target.rows() + row;
        of(target).set(at, alpha * sum + (beta == 0 ? 0 : beta * of(target).get(at)));
      }
    }
  }

  private double value(Factor factor, int row, int column) {
    ReferenceMatrix matrix = of(factor.matrix());
    return factors.applyAsDouble(
        factor.transposed() ? matrix.get(column, row) : matrix.get(row, column));
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    for (int i = 0; i < z.size(); i++) {
      double value = of(z).get(i) + of(bias).get(i % z.rows());
      of(z).set(i, activated(activation, value));
    }
  }

  private static double activated(Activation activation, double x) {
    return switch (activation) {
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RECTIFIER -> Math.max(0, x);
      case LINEAR -> x;
    };
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    each(delta, codes, delta, (d, h) -> d * derivative(activation, h));
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    each(outputs, targets, outputs, (y, t) -> (y - t) * derivative(activation, y));
  }

  private static double derivative(Activation activation, double code) {
    return switch (activation) {
      case SIGMOID -> code * (1 - code);
      case TANH -> 1 - code * code;
      case RECTIFIER -> code > 0 ? 1 : 0;
      case LINEAR -> 1;
    };
  }

  private static double secondDerivative(Activation activation, double code) {
    return switch (activation) {
      case SIGMOID -> code * (1 - code) * (1 - 2 * code);
      case TANH -> -2 * code * (1 - code * code);
      case RECTIFIER, LINEAR -> 0;
    };
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    for (int i = 0; i < source.size(); i++) {
      boolean masked = key.shortBits(i) < Math.round(rate * 0x1p16);
      of(target).set(i, masked ? 0 : of(source).get(i) * factor);
    }
  }

  @Override
  public void saltAndPepper(
      Matrix source, double rate, float lowest, float highest, RandomKey key, Matrix target) {
    long threshold = Math.round(rate * 0x1p16);
    for (int i = 0; i < source.size(); i++) {
      double random = key.shortBits(i);
      double replaced = random < threshold / 2.0 ? lowest : highest;
      of(target).set(i, random < threshold ? replaced : of(source).get(i));
    }
  }

  @Override
  public void addNoise(Matrix source, double deviation, RandomKey key, Matrix target) {
    for (int i = 0; i < source.size(); i++) {
      of(target).set(i, of(source).get(i) + deviation * NormalQuantile.ofBits(key.shortBits(i)));
    }
  }

  @Override
  public void sampleRectified(Matrix inputs, RandomKey key, Matrix target) {
    for (int i = 0; i < inputs.size(); i++) {
      double x = of(inputs).get(i);
      double deviation = Math.sqrt(activated(Activation.SIGMOID, x));
      of(target).set(i, Math.max(0, x + deviation * NormalQuantile.ofBits(key.shortBits(i))));
    }
  }

  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    for (int i = 0; i < target.size(); i++) {
      double probability = (1f + (float) of(probabilities).get(i)) - 1f;
      double random = (key.bits(i) >>> 9) * 0x1p-23;
      nearestDraw = Math.min(nearestDraw, Math.abs(random - probability));
      of(target).set(i, random < probability ? 1 : 0);
    }
  }

  /** The least distance of a number that {@link #sample} has drawn from the probability it met. */
  public double nearestDraw() {
    return nearestDraw;
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    each(a, b, target, (x, y) -> x - y);
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    each(target, x, target, (t, value) -> t + alpha * value);
  }

  @Override
  public void scale(float alpha, Matrix x) {
    each(x, x, x, (value, same) -> alpha * value);
  }

  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    for (int row = 0; row < m.rows(); row++) {
      double sum = 0;
      for (int column = 0; column < m.columns(); column++) {
        sum += of(m).get(row, column);
      }
      of(target).set(row, beta * of(target).get(row) + alpha * sum);
    }
  }

  @Override
  public void columnSquares(Matrix m, Matrix target) {
    for (int column = 0; column < m.columns(); column++) {
      double sum = 0;
      for (int row = 0; row < m.rows(); row++) {
        sum += Math.pow(of(m).get(row, column), 2);
      }
      of(target).set(column, sum);
    }
  }

  @Override
  public void slopeSquares(Matrix codes, Activation activation, Matrix target) {
    for (int row = 0; row < codes.rows(); row++) {
      double sum = 0;
      for (int column = 0; column < codes.columns(); column++) {
        sum += Math.pow(derivative(activation, of(codes).get(row, column)), 2);
      }
      of(target).set(row, sum);
    }
  }

  @Override
  public void addCurvature(
      float alpha, Matrix codes, Activation activation, Matrix factors, Matrix delta) {
    for (int i = 0; i < delta.size(); i++) {
      double code = of(codes).get(i);
      double slopes = derivative(activation, code) * secondDerivative(activation, code);
      of(delta).set(i, of(delta).get(i) + alpha * of(factors).get(i % codes.rows()) * slopes);
    }
  }

  @Override
  public void addScaledColumns(float alpha, Matrix factors, Matrix x, Matrix target) {
    for (int i = 0; i < target.size(); i++) {
      double scaled = alpha * of(factors).get(i / x.rows()) * of(x).get(i);
      of(target).set(i, of(target).get(i) + scaled);
    }
  }

  @Override
  public void blend(float keep, Matrix x, boolean squared, Matrix average) {
    each(average, x, average, (a, b) -> keep * a + (1 - keep) * (squared ? b * b : b));
  }

  @Override
  public void adamStep(
      float rate, float unbias, float epsilon, Matrix mean, Matrix square, Matrix value) {
    for (int i = 0; i < value.size(); i++) {
      double root = Math.sqrt(Math.max(0, of(square).get(i)) * unbias);
      of(value).set(i, of(value).get(i) - rate * of(mean).get(i) / (root + epsilon));
    }
  }

  @Override
  public void crossEntropy(Matrix logits, Matrix bias, Matrix targets, Sums total) {
    double sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      double z = of(logits).get(i) + of(bias).get(i % logits.rows());
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - of(targets).get(i) * z;
    }
    ReferenceSums.of(total).add(sum);
  }

  @Override
  public void squaredError(Matrix a, Matrix b, Sums total) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.pow(of(a).get(i) - of(b).get(i), 2) / 2;
    }
    ReferenceSums.of(total).add(sum);
  }

  @Override
  public void softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    softmax(logits, bias, labels, true);
  }

  @Override
  public void softmaxCrossEntropy(Matrix logits, Matrix bias, int[] labels, Sums total) {
    ReferenceSums.of(total).add(softmax(logits, bias, labels, false));
  }

  private static double softmax(Matrix logits, Matrix bias, int[] labels, boolean gradient) {
    double loss = 0;
    for (int column = 0; column < logits.columns(); column++) {
      double[] z = new double[logits.rows()];
      double largest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < z.length; row++) {
        z[row] = of(logits).get(row, column) + of(bias).get(row);
        largest = Math.max(largest, z[row]);
      }
      double sum = 0;
      for (double value : z) {
        sum += Math.exp(value - largest);
      }
      boolean labeled = labels[column] >= 0;
      loss += labeled ? largest + Math.log(sum) - z[labels[column]] : 0;
      for (int row = 0; row < z.length; row++) {
        double probability = Math.exp(z[row] - largest) / sum;
        double slope = probability - (row == labels[column] ? 1 : 0);
        if (gradient) {
          of(logits).set(column * z.length + row, labeled ? slope : 0);
        }
      }
    }
    return loss;
  }

  @Override
  public Sums sums(int count) {
    values += 2L * count;
    return new ReferenceSums(count);
  }

  @Override
  public void clear(Sums sums) {
    Arrays.fill(ReferenceSums.of(sums).values(), 0);
  }

  @Override
  public double[] read(Sums sums) {
    reads++;
    return ReferenceSums.of(sums).values().clone();
  }

  /** The values of all matrices and sums that were allocated; a sum is as large as two. */
  public long values() {
    return values;
  }

  /** How often the host has read what the device holds. */
  public int reads() {
    return reads;
  }

  @Override
  public void addSum(double factor, Matrix x, Sums total) {
    addDot(factor, x, ones(x), total);
  }

  private static Matrix ones(Matrix like) {
    double[] values = new double[like.size()];
    Arrays.fill(values, 1);
    return new ReferenceMatrix(values, 0, like.rows(), like.columns());
  }

  @Override
  public void addDot(double factor, Matrix a, Matrix b, Sums total) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += of(a).get(i) * of(b).get(i);
    }
    ReferenceSums.of(total).add(factor * sum);
  }

  @Override
  public void addDivergences(double factor, double target, Matrix means, Sums total) {
    double sum = 0;
    for (int i = 0; i < means.size(); i++) {
      double q = inside(of(means).get(i));
      sum += target * Math.log(target / q) + (1 - target) * Math.log((1 - target) / (1 - q));
    }
    ReferenceSums.of(total).add(factor * sum);
  }

  @Override
  public void divergenceSlopes(double factor, double target, Matrix means) {
    for (int i = 0; i < means.size(); i++) {
      double q = inside(of(means).get(i));
      of(means).set(i, factor * (q - target) / (q * (1 - q)));
    }
  }

  private static double inside(double mean) {
    return Math.min(1 - 0x1p-20, Math.max(0x1p-20, mean));
  }

  @Override
  public void scaleFrom(double shift, double factor, Matrix x) {
    each(x, x, x, (value, same) -> factor * (value - shift));
  }

  @Override
  public void round(Matrix source, Matrix target) {
    each(source, source, target, (value, same) -> value < 0.5 ? 0 : 1);
  }

  @Override
  public void keepLargest(Matrix source, int count, Matrix target) {
    Shapes.requireOther(source, target);
    int rows = source.rows();
    for (int i = 0; i < source.size(); i++) {
      double value = of(source).get(i);
      int larger = 0;
      for (int j = i % rows; j < source.size(); j += rows) {
        double other = of(source).get(j);
        larger += other > value || (other == value && j < i) ? 1 : 0;
      }
      of(target).set(i, larger < count ? value : 0);
    }
  }

  @Override
  public void keepFarthest(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    int rows = source.rows();
    for (int i = 0; i < source.size(); i++) {
      double value = of(source).get(i);
      boolean kept = true;
      for (int k = i - i % rows; k < i - i % rows + rows; k++) {
        double other = Math.abs(of(source).get(k));
        kept &= !(other > Math.abs(value) || (other == Math.abs(value) && k < i));
      }
      of(target).set(i, kept ? value : 0);
    }
  }

  @Override
  public void fillRows(Matrix source, Matrix target) {
    Shapes.requireOther(source, target);
    for (int row = 0; row < source.rows(); row++) {
      boolean empty = true;
      int farthest = 0;
      for (int j = 0; j < source.columns(); j++) {
        empty &= of(target).get(row, j) == 0;
        double best = Math.abs(of(source).get(row, farthest));
        farthest = Math.abs(of(source).get(row, j)) > best ? j : farthest;
      }
      if (empty) {
        of(target).set(farthest * source.rows() + row, of(source).get(row, farthest));
      }
    }
  }

  @Override
  public void divideByRoots(Matrix squares, Matrix m) {
    Shapes.requireColumns(m, squares);
    for (int i = 0; i < m.size(); i++) {
      double square = of(squares).get(i / m.rows());
      of(m).set(i, square == 0 ? of(m).get(i) : of(m).get(i) / Math.sqrt(square));
    }
  }

  @Override
  public void flipOne(RandomKey key, Matrix states) {
    for (int column = 0; column < states.columns(); column++) {
      int at = column * states.rows() + key.below(column, states.rows());
      of(states).set(at, 1 - of(states).get(at));
    }
  }

  @Override
  public void freeEnergies(
      Matrix visible, Matrix hidden, Matrix hiddenBias, Matrix visibleBias, Sums energies) {
    for (int column = 0; column < visible.columns(); column++) {
      double energy = 0;
      for (int row = 0; row < visible.rows(); row++) {
        energy -= of(visibleBias).get(row) * of(visible).get(row, column);
      }
      for (int row = 0; row < hidden.rows(); row++) {
        double input = of(hiddenBias).get(row) + of(hidden).get(row, column);
        energy -= Math.max(input, 0) + Math.log1p(Math.exp(-Math.abs(input)));
      }
      ReferenceSums.of(energies).values()[column] = energy;
    }
  }

  @Override
  public void addLogSigmoids(double factor, int count, Sums a, Sums b, Sums total) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum -=
          Math.log1p(Math.exp(ReferenceSums.of(b).values()[i] - ReferenceSums.of(a).values()[i]));
    }
    ReferenceSums.of(total).add(factor * sum);
  }

  @Override
  public void unfold(Matrix maps, Window window, Matrix patches) {
    Shapes.requirePatches(maps, window, patches);
    for (int column = 0; column < patches.columns(); column++) {
      int position = column % window.count();
      copyPatch(of(maps), column / window.count(), window, position, of(patches), column);
    }
  }

  private static void copyPatch(
      ReferenceMatrix maps,
      int example,
      Window window,
      int position,
      ReferenceMatrix patches,
      int column) {
    for (int i = 0; i < patches.rows(); i++) {
      int place = place(window, position, i);
      patches.set(column * patches.rows() + i, place < 0 ? 0 : maps.get(place, example));
    }
  }

  /** Where the i-th value of the patch at a position is in the maps; -1 beyond their borders. */
  private static int place(Window window, int position, int i) {
    Shape input = window.input();
    int channel = i % input.channels();
    int x = i / input.channels() % window.width() + window.left(position % window.columns());
    int y = i / input.channels() / window.width() + window.top(position / window.columns());
    boolean within = x >= 0 && x < input.width() && y >= 0 && y < input.height();
    return within ? (y * input.width() + x) * input.channels() + channel : -1;
  }

  @Override
  public void fold(Matrix patches, Window window, Matrix maps) {
    Shapes.requirePatches(maps, window, patches);
    scale(0f, maps);
    for (int column = 0; column < patches.columns(); column++) {
      for (int i = 0; i < patches.rows(); i++) {
        int place = place(window, column % window.count(), i);
        if (place >= 0) {
          int at = column / window.count() * maps.rows() + place;
          of(maps).set(at, of(maps).get(at) + of(patches).get(i, column));
        }
      }
    }
  }

  @Override
  public void drawPatches(Matrix maps, Window window, RandomKey key, Matrix patches) {
    Shapes.requireSomePatches(maps, window, patches);
    int each = patches.columns() / maps.columns();
    for (int column = 0; column < patches.columns(); column++) {
      int position = key.below(column, window.count());
      copyPatch(of(maps), column / each, window, position, of(patches), column);
    }
  }

  @Override
  public void pool(Matrix maps, Pooling pooling, Matrix pooled) {
    Shapes.requirePooling(maps, pooling, pooled);
    for (int column = 0; column < maps.columns(); column++) {
      for (int i = 0; i < pooled.rows(); i++) {
        int[] places = places(pooling.window(), i);
        double value = largest(of(maps), column, places);
        if (pooling.kind() == Pooling.Kind.AVERAGE) {
          value = 0;
          for (int place : places) {
            value += of(maps).get(place, column) / places.length;
          }
        }
        of(pooled).set(column * pooled.rows() + i, value);
      }
    }
  }

  private static double largest(ReferenceMatrix maps, int column, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> maps.get(place, column)).max().orElseThrow();
  }

  /** The places of the maps that the i-th pooled value is of, row by row. */
  private static int[] places(Window window, int i) {
    int channels = window.input().channels();
    int[] places = new int[window.height() * window.width()];
    for (int k = 0; k < places.length; k++) {
      places[k] = place(window, i / channels, k * channels + i % channels);
    }
    return places;
  }

  @Override
  public void poolGradient(
      Matrix maps, Matrix pooled, Pooling pooling, Matrix delta, Matrix deltaMaps) {
    double[] gradient = new double[deltaMaps.size()];
    for (int column = 0; column < deltaMaps.columns(); column++) {
      for (int i = 0; i < pooled.rows(); i++) {
        int[] places = places(pooling.window(), i);
        double slope = of(delta).get(i, column);
        if (pooling.kind() == Pooling.Kind.AVERAGE) {
          for (int place : places) {
            gradient[column * deltaMaps.rows() + place] += slope / places.length;
          }
        } else {
          int first = first(of(maps), column, places);
          gradient[column * deltaMaps.rows() + first] += slope;
        }
      }
    }
    for (int i = 0; i < gradient.length; i++) {
      of(deltaMaps).set(i, gradient[i]);
    }
  }

  private static int first(ReferenceMatrix maps, int column, int[] places) {
    double largest = largest(maps, column, places);
    return Arrays.stream(places)
        .filter(place -> maps.get(place, column) == largest)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void blockProbabilities(Matrix inputs, Window blocks, Matrix target) {
    Shapes.requireBlocks(inputs, blocks, target);
    for (int column = 0; column < inputs.columns(); column++) {
      int example = column;
      for (int block = 0; block < blocks.positions(blocks.input().channels()).size(); block++) {
        int[] places = places(blocks, block);
        double highest = Math.max(0, largest(of(inputs), column, places));
        double sum =
            Math.exp(-highest)
                + Arrays.stream(places)
                    .mapToDouble(unit -> Math.exp(of(inputs).get(unit, example) - highest))
                    .sum();
        for (int unit : places) {
          double on = Math.exp(of(inputs).get(unit, column) - highest) / sum;
          of(target).set(column * target.rows() + unit, on);
        }
      }
    }
  }

  @Override
  public void keepLargestOfBlocks(Matrix source, Window blocks, Matrix target) {
    Shapes.requireBlocks(source, blocks, target);
    for (int column = 0; column < source.columns(); column++) {
      for (int block = 0; block < blocks.positions(blocks.input().channels()).size(); block++) {
        int[] places = places(blocks, block);
        int winner = first(of(source), column, places);
        for (int unit : places) {
          double value = unit == winner ? of(source).get(unit, column) : 0;
          of(target).set(column * target.rows() + unit, value);
        }
      }
    }
  }

  @Override
  public void sampleBlocks(Matrix probabilities, Window blocks, RandomKey key, Matrix target) {
    Shapes.requireBlocks(probabilities, blocks, target);
    int count = blocks.positions(blocks.input().channels()).size();
    for (int column = 0; column < target.columns(); column++) {
      for (int block = 0; block < count; block++) {
        double random = (key.bits(column * count + block) >>> 9) * 0x1p-23;
        double sum = 0;
        for (int unit : places(blocks, block)) {
          double below = (1f + (float) sum) - 1f;
          sum += of(probabilities).get(unit, column);
          double above = (1f + (float) sum) - 1f;
          boolean on = random >= below && random < above;
          of(target).set(column * target.rows() + unit, on ? 1 : 0);
        }
      }
    }
  }

  @Override
  public void close() {}

  private static void each(Matrix a, Matrix b, Matrix target, DoubleBinaryOperator value) {
    for (int i = 0; i < target.size(); i++) {
      of(target).set(i, value.applyAsDouble(of(a).get(i), of(b).get(i)));
    }
  }

  private static ReferenceMatrix of(Matrix matrix) {
    return (ReferenceMatrix) matrix;
  }
}
