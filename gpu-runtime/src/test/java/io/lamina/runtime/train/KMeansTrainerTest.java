package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.KMeans;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against k-means as it is written down, in double precision. */
class KMeansTrainerTest {
  private static final int INPUTS = 6;
  private static final int UNITS = 4;
  private static final int BATCH = 40;

  static Stream<Operations> operations() {
    return Stream.of(TestedDevice.open(), new ReferenceOperations());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aStepAddsToEachCentroidWhatBelongsToIt(Operations operations) {
    double rate = 0.3;
    float[] start = start(UNITS);
    MiniBatch batch = clusters(BATCH, 1);
    Trained trained = trained(operations, UNITS, start, batch, 1, rate);

    double[][] centroids = directions(start, UNITS);
    double loss = 0;
    double[][] moved = directions(start, UNITS);
    for (int e = 0; e < BATCH; e++) {
      double[] x = example(batch, e);
      int nearest = nearest(centroids, x);
      double s = product(centroids[nearest], x);
      loss += (product(x, x) - s * s) / 2;
      for (int i = 0; i < INPUTS; i++) {
        moved[nearest][i] += rate * UNITS / BATCH * s * x[i];
      }
    }
    assertThat(trained.loss).isCloseTo(loss, Offset.offset(1e-4));
    for (int i = 0; i < UNITS * INPUTS; i++) {
      assertThat((double) trained.vector[i])
          .isCloseTo(moved[i / INPUTS][i % INPUTS], Offset.offset(1e-5));
    }
    for (int i = UNITS * INPUTS; i < trained.vector.length; i++) {
      assertThat(trained.vector[i]).as("bias %d", i).isZero();
    }
  }

  /**
   * Along the sphere it goes down the slope of the loss, which does not see a centroid's length.
   */
  @Test
  void aStepGoesDownTheSlopeOfTheLoss() {
    float[] start = unit(start(UNITS));
    MiniBatch batch = clusters(BATCH, 2);
    float[] after = trained(new ReferenceOperations(), UNITS, start, batch, 1, 1).vector;

    for (int k = 0; k < UNITS; k++) {
      double[] centroid = directions(start, UNITS)[k];
      double[] step = new double[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        step[i] = after[k * INPUTS + i] - start[k * INPUTS + i];
      }
      double radial = product(step, centroid);
      for (int i = 0; i < INPUTS; i++) {
        double along = step[i] - radial * centroid[i];
        double slope = slope(start, batch, k * INPUTS + i) * UNITS / BATCH;
        assertThat(along).as("value %d of %d", i, k).isCloseTo(-slope, Offset.offset(1e-3));
      }
    }
  }

  private static double slope(float[] at, MiniBatch batch, int i) {
    float[] above = at.clone();
    float[] below = at.clone();
    above[i] += 0x1p-10f;
    below[i] -= 0x1p-10f;
    double distance = (double) above[i] - below[i];
    return (loss(above, batch) - loss(below, batch)) / distance;
  }

  private static double loss(float[] at, MiniBatch batch) {
    return trained(new ReferenceOperations(), UNITS, at, batch, 1, 1e-6).loss;
  }

  /** Many steps over all examples end where each centroid is the main direction of its own. */
  @ParameterizedTest
  @MethodSource("operations")
  void endsWhereKMeansDoes(Operations operations) {
    MiniBatch batch = clusters(BATCH, 3);
    double[][] found =
        directions(trained(operations, UNITS, start(UNITS), batch, 300, 1).vector, UNITS);

    double[][] sums = new double[UNITS][INPUTS];
    for (int e = 0; e < BATCH; e++) {
      double[] x = example(batch, e);
      int nearest = nearest(found, x);
      double s = product(found[nearest], x);
      for (int i = 0; i < INPUTS; i++) {
        sums[nearest][i] += s * x[i];
      }
    }
    for (int k = 0; k < UNITS; k++) {
      double cosine = product(found[k], sums[k]) / Math.sqrt(product(sums[k], sums[k]));
      assertThat(cosine).as("centroid %d", k).isCloseTo(1, Offset.offset(1e-5));
    }
  }

  /** From directions that have the most of the right axis, but hardly more. */
  @Test
  void findsClusters() {
    float[] start = start(INPUTS);
    for (int k = 0; k < INPUTS; k++) {
      start[k * INPUTS + k] = 0.6f * (1 + k);
    }
    float[] trained =
        trained(TestedDevice.open(), INPUTS, start, step -> clusters(BATCH, step), 200, 0.1).vector;
    double[][] found = directions(trained, INPUTS);

    for (int axis = 0; axis < INPUTS; axis++) {
      assertThat(directions(start, INPUTS)[axis][axis]).isLessThan(0.8);
      assertThat(found[axis][axis]).as("axis %d", axis).isGreaterThan(0.99);
    }
  }

  /** Examples with much in common, and a start at which one centroid has them all. */
  @Test
  void noCentroidStaysIdle() {
    MiniBatch batch = alike(10 * BATCH, -1);
    float[] start = start(UNITS);
    for (int k = 0; k < UNITS; k++) {
      for (int i = 0; i < INPUTS; i++) {
        start[k * INPUTS + i] = (k == 0) == (i < INPUTS - 1) ? 1 : 0.01f * k * i;
      }
    }
    assertThat(examples(directions(start, UNITS), batch)).containsExactly(10 * BATCH, 0, 0, 0);

    float[] trained =
        trained(TestedDevice.open(), UNITS, start, step -> alike(BATCH, step), 200, 0.1).vector;
    for (int count : examples(directions(trained, UNITS), batch)) {
      assertThat(count).isGreaterThan(BATCH);
    }
  }

  /** Around the axes, far from the origin. */
  private static MiniBatch alike(int size, int seed) {
    MiniBatch batch = clusters(size, seed);
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] += i % INPUTS < INPUTS - 1 ? 4 : 0;
    }
    return batch;
  }

  /** How many belong to each centroid. */
  private static int[] examples(double[][] centroids, MiniBatch batch) {
    int[] counts = new int[centroids.length];
    for (int e = 0; e < batch.size(); e++) {
      counts[nearest(centroids, example(batch, e))]++;
    }
    return counts;
  }

  /** What a trainer knows after its steps, and the loss of the first. */
  private static final class Trained {
    private final float[] vector;
    private final double loss;

    Trained(float[] vector, double loss) {
      this.vector = vector;
      this.loss = loss;
    }
  }

  private static Trained trained(
      Operations operations, int units, float[] start, MiniBatch batch, int steps, double rate) {
    return trained(operations, units, start, step -> batch, steps, rate);
  }

  private static Trained trained(
      Operations operations,
      int units,
      float[] start,
      IntFunction<MiniBatch> batches,
      int steps,
      double rate) {
    KMeans plan = new KMeans(units, TestPlans.stage(BATCH));
    float[] vector = start.clone();
    try (Trainer trainer =
        Trainers.layer(plan, Shape.plain(INPUTS), Activation.LINEAR, operations)) {
      trainer.vector().load(vector);
      for (int step = 0; step < steps; step++) {
        trainer.step(batches.apply(step), new Step(step, rate, 0, RandomKey.of(step), step == 0));
      }
      trainer.vector().store(vector);
      return new Trained(vector, trainer.loss());
    }
  }

  /** Centroids of several lengths, and biases of 0. */
  private static float[] start(int units) {
    Random random = new Random(3);
    float[] vector = new float[units * INPUTS + units + INPUTS];
    for (int i = 0; i < units * INPUTS; i++) {
      vector[i] = (1 + i / INPUTS) * (random.nextFloat() - 0.5f);
    }
    return vector;
  }

  private static float[] unit(float[] vector) {
    float[] unit = vector.clone();
    double[][] directions = directions(vector, UNITS);
    for (int i = 0; i < UNITS * INPUTS; i++) {
      unit[i] = (float) directions[i / INPUTS][i % INPUTS];
    }
    return unit;
  }

  /** Around the axes, one as often as the other, and of either sign. */
  private static MiniBatch clusters(int size, int seed) {
    Random random = new Random(seed);
    MiniBatch batch = new MiniBatch(INPUTS, size);
    for (int e = 0; e < size; e++) {
      for (int i = 0; i < INPUTS; i++) {
        batch.values()[e * INPUTS + i] = (float) (0.15 * random.nextGaussian());
      }
      batch.values()[e * INPUTS + e % INPUTS] += random.nextBoolean() ? 1.5f : -1.5f;
    }
    batch.size(size);
    return batch;
  }

  private static double[] example(MiniBatch batch, int e) {
    double[] x = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      x[i] = batch.values()[e * INPUTS + i];
    }
    return x;
  }

  private static double[][] directions(float[] vector, int units) {
    double[][] directions = new double[units][INPUTS];
    for (int k = 0; k < units; k++) {
      double squares = 0;
      for (int i = 0; i < INPUTS; i++) {
        squares += Math.pow(vector[k * INPUTS + i], 2);
      }
      for (int i = 0; i < INPUTS; i++) {
        directions[k][i] = vector[k * INPUTS + i] / Math.sqrt(squares);
      }
    }
    return directions;
  }

  private static int nearest(double[][] centroids, double[] x) {
    int nearest = 0;
    for (int k = 1; k < centroids.length; k++) {
      if (Math.abs(product(centroids[k], x)) > Math.abs(product(centroids[nearest], x))) {
        nearest = k;
      }
    }
    return nearest;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
