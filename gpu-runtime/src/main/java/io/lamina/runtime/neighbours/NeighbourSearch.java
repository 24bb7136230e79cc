package io.lamina.runtime.neighbours;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.plan.Precision;

/**
 * Looks for the nearest labeled examples, by Euclidean distance. A matrix product says which may be
 * the nearest, as far as it can be wrong at most; the distances to these are computed in double
 * precision, one by one. So what is found is the same on every device, and however the examples are
 * divided into blocks. One thread at a time; closing frees the device's memory.
 */
public final class NeighbourSearch implements AutoCloseable {
  /** Of a float, in a sum: rounded to nearest. */
  private static final double ROUNDING = 0x1p-24;

  /** Of the product of two numbers that were rounded to bfloat16, the coarsest there is. */
  private static final double FACTOR_ROUNDING = 0x1.04p-7;

  /** Sums in double precision, many times over. */
  private static final double DOUBLE_ROUNDING = 0x1p-50;

  private final Operations operations;
  private final int inputs;
  private final int capacity;
  private final double relativeError;
  private final Matrix examples;
  private final Matrix labeled;
  private final Matrix products;
  private final float[] dots;
  private final Lengths exampleLengths;
  private final Lengths labeledLengths;
  private MiniBatch looked;

  /**
   * @param inputs values of an example
   * @param capacity the most examples of a block
   * @param precision of the device's products
   * @param operations the device; closed with this
   */
  public NeighbourSearch(int inputs, int capacity, Precision precision, Operations operations) {
    this.operations = operations;
    this.inputs = inputs;
    this.capacity = capacity;
    this.relativeError =
        2 * (inputs + 1) * ROUNDING + (precision == Precision.MIXED ? FACTOR_ROUNDING : 0);
    this.examples = operations.allocate(inputs, capacity);
    this.labeled = operations.allocate(inputs, capacity);
    this.products = operations.allocate(capacity, capacity);
    this.dots = new float[products.size()];
    this.exampleLengths = new Lengths(capacity);
    this.labeledLengths = new Lengths(capacity);
    this.looked = new MiniBatch(inputs, 0);
  }

  /** The values that a device keeps for a search. */
  public static long values(int inputs, int capacity) {
    return 2L * inputs * capacity + (long) capacity * capacity;
  }

  /**
   * States for which examples neighbours are looked for from now on.
   *
   * @param batch not to be changed as long as they are
   */
  public void lookFor(MiniBatch batch) {
    looked = batch;
    exampleLengths.of(batch);
    operations.upload(batch.values(), 0, examples.columns(0, batch.size()));
  }

  /**
   * Looks among some labeled examples.
   *
   * @param found takes those that are nearer than what it has
   */
  public void among(MiniBatch some, NearestLabels found) {
    labeledLengths.of(some);
    operations.upload(some.values(), 0, labeled.columns(0, some.size()));
    Matrix own = examples.columns(0, looked.size());
    Matrix target = products.columns(0, looked.size());
    operations.multiply(1f, labeled.transposed(), own.plain(), 0f, target);
    operations.download(target, dots, 0);
    for (int i = 0; i < looked.size(); i++) {
      look(i, some, found);
    }
  }

  /** The one that seems nearest comes first: then few others can be nearer. */
  private void look(int example, MiniBatch some, NearestLabels found) {
    int first = 0;
    for (int other = 1; other < some.size(); other++) {
      if (apparent(example, other) < apparent(example, first)) {
        first = other;
      }
    }
    offer(example, some, first, found);
    for (int other = 0; other < some.size(); other++) {
      boolean farther =
          apparent(example, other) - error(example, other) > found.square(example)
              || found.isSettledFor(example, some.labels()[other]);
      if (!farther && other != first) {
        offer(example, some, other, found);
      }
    }
  }

  /** The squared distance as far as the product tells it; what is no number tells nothing. */
  private double apparent(int example, int other) {
    return exampleLengths.squares[example]
        + labeledLengths.squares[other]
        - 2.0 * dots[example * capacity + other];
  }

  /** How far this may be from the truth. */
  private double error(int example, int other) {
    double product = exampleLengths.roots[example] * labeledLengths.roots[other];
    double sum = exampleLengths.squares[example] + labeledLengths.squares[other];
    return 2 * (relativeError * product + inputs * (double) Float.MIN_NORMAL)
        + inputs * DOUBLE_ROUNDING * sum;
  }

  private void offer(int example, MiniBatch some, int other, NearestLabels found) {
    float[] a = looked.values();
    float[] b = some.values();
    int atA = example * inputs;
    int atB = other * inputs;
    double square = 0;
    for (int i = 0; i < inputs; i++) {
      double difference = (double) a[atA + i] - b[atB + i];
      square += difference * difference;
    }
    found.offer(example, square, some.labels()[other]);
  }

  @Override
  public void close() {
    operations.close();
  }

  /** How long the examples of a block are. */
  private static final class Lengths {
    private final double[] squares;
    private final double[] roots;

    Lengths(int capacity) {
      this.squares = new double[capacity];
      this.roots = new double[capacity];
    }

    void of(MiniBatch batch) {
      for (int i = 0; i < batch.size(); i++) {
        double sum = 0;
        for (int k = i * batch.inputs(); k < (i + 1) * batch.inputs(); k++) {
          sum += (double) batch.values()[k] * batch.values()[k];
        }
        squares[i] = sum;
        roots[i] = Math.sqrt(sum);
      }
    }
  }
}
