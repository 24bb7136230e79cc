package io.lamina.runtime.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.plan.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class NeighbourSearchTest {
  private static final int INPUTS = 33;
  private static final int CAPACITY = 16;

  /** An example and its label. */
  private static final class Point {
    private final float[] values;
    private final int label;

    Point(float[] values, int label) {
      this.values = values;
      this.label = label;
    }

    float[] values() {
      return values;
    }

    int label() {
      return label;
    }
  }

  @Test
  void theNearestIsThatOfThePlainDefinition() {
    Random random = new Random(4);
    List<Point> labeled = points(random, 150, 5, 0);
    List<Point> looked = points(random, 40, 5, 0);

    assertThat(found(TestedDevice::open, precision(), labeled, looked))
        .isEqualTo(defined(labeled, looked));
  }

  /** Far from the origin a product of floats tells nothing: all of them may be the nearest. */
  @Test
  void examplesFarFromTheOriginAreToldApart() {
    Random random = new Random(5);
    List<Point> labeled = points(random, 70, 7, 3000);
    List<Point> looked = points(random, 30, 7, 3000);

    assertThat(found(TestedDevice::open, precision(), labeled, looked))
        .isEqualTo(defined(labeled, looked));
  }

  /** Factors of eight bits, as a device of mixed precision has them. */
  @Test
  void aDeviceThatRoundsItsFactorsFindsTheSame() {
    Random random = new Random(6);
    List<Point> labeled = points(random, 100, 9, 1);
    List<Point> looked = points(random, 50, 9, 1);
    Supplier<Operations> coarse =
        () -> new ReferenceOperations("coarse", value -> bfloat16((float) value));

    assertThat(found(coarse, Precision.MIXED, labeled, looked)).isEqualTo(defined(labeled, looked));
  }

  /** Values of two kinds in a few places: most distances come up again and again. */
  @Test
  void ofEquallyNearOnesTheLowestLabelCountsInAnyOrder() {
    Random random = new Random(7);
    List<Point> labeled = new ArrayList<>(corners(random, 90));
    List<Point> looked = corners(random, 25);
    List<Integer> expected = defined(labeled, looked);

    for (int order = 0; order < 5; order++) {
      Collections.shuffle(labeled, random);
      assertThat(found(TestedDevice::open, precision(), labeled, looked)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsFoundInPartsIsWhatIsFoundAtOnce() {
    Random random = new Random(8);
    List<Point> labeled = corners(random, 64);
    List<Point> looked = corners(random, CAPACITY);
    NearestLabels first = new NearestLabels(CAPACITY);
    NearestLabels second = new NearestLabels(CAPACITY);
    try (NeighbourSearch search = search(TestedDevice.open(), precision())) {
      search.lookFor(batch(looked));
      search.among(batch(labeled.subList(0, 10)), first);
      search.among(batch(labeled.subList(10, 26)), second);
    }
    second.merge(first);

    assertThat(labels(second, CAPACITY)).isEqualTo(defined(labeled.subList(0, 26), looked));
  }

  private static Precision precision() {
    return TestedDevice.rounding().applyAsDouble(1 + 0x1p-12) == 1 + 0x1p-12
        ? Precision.FLOAT32
        : Precision.MIXED;
  }

  private static float bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF0000);
  }

  private static NeighbourSearch search(Operations operations, Precision precision) {
    return new NeighbourSearch(INPUTS, CAPACITY, precision, operations);
  }

  private static List<Integer> found(
      Supplier<Operations> device, Precision precision, List<Point> labeled, List<Point> looked) {
    List<Integer> all = new ArrayList<>();
    try (NeighbourSearch search = search(device.get(), precision)) {
      for (int from = 0; from < looked.size(); from += CAPACITY) {
        MiniBatch block = batch(some(looked, from));
        NearestLabels found = new NearestLabels(block.size());
        search.lookFor(block);
        for (int at = 0; at < labeled.size(); at += CAPACITY) {
          search.among(batch(some(labeled, at)), found);
        }
        all.addAll(labels(found, block.size()));
      }
    }
    return all;
  }

  private static List<Integer> labels(NearestLabels found, int count) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add(found.label(i));
    }
    return labels;
  }

  private static List<Point> some(List<Point> all, int from) {
    return all.subList(from, Math.min(all.size(), from + CAPACITY));
  }

  /** By the definition, one by one. */
  private static List<Integer> defined(List<Point> labeled, List<Point> looked) {
    List<Integer> labels = new ArrayList<>();
    for (Point one : looked) {
      double nearest = Double.POSITIVE_INFINITY;
      int label = Integer.MAX_VALUE;
      for (Point other : labeled) {
        double distance = distance(one, other);
        if (distance < nearest || (distance == nearest && other.label() < label)) {
          nearest = distance;
          label = other.label();
        }
      }
      labels.add(label);
    }
    return labels;
  }

  private static double distance(Point one, Point other) {
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      sum += Math.pow((double) one.values()[i] - other.values()[i], 2);
    }
    return sum;
  }

  private static List<Point> points(Random random, int count, int classes, float centre) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[INPUTS];
      for (int k = 0; k < INPUTS; k++) {
        values[k] = centre + (float) random.nextGaussian();
      }
      points.add(new Point(values, random.nextInt(classes)));
    }
    return points;
  }

  private static List<Point> corners(Random random, int count) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[INPUTS];
      for (int k = 0; k < 4; k++) {
        values[k] = random.nextBoolean() ? 0.1f : 0.7f;
      }
      points.add(new Point(values, random.nextInt(10)));
    }
    return points;
  }

  private static MiniBatch batch(List<Point> points) {
    MiniBatch batch = new MiniBatch(INPUTS, CAPACITY);
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i).values(), 0, batch.values(), i * INPUTS, INPUTS);
      batch.labels()[i] = points.get(i).label();
    }
    batch.size(points.size());
    return batch;
  }
}
