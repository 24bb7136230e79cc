package io.lamina.jobs.training.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.Tuple2;

@ExtendWith(LocalSpark.class)
class NeighbourJudgeTest {
  private static final int INPUTS = 1500;
  private static final int LABELED = 1600;
  private static final int HELD_OUT = 150;
  private static final int CLASSES = 4;

  private final Device device = Devices.find().here(DeviceChoice.AUTO);
  private final List<Point> labeled = points(1, LABELED);
  private final List<Point> heldOut = points(2, HELD_OUT);
  private JavaSparkContext spark;

  @BeforeEach
  void startSpark(SparkSession session) {
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

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

  /** Few values that are not zero, of a few sizes: many distances are the same. */
  private static List<Point> points(long seed, int count) {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[INPUTS];
      int label = random.nextInt(CLASSES);
      for (int k = 0; k < 3; k++) {
        values[label + random.nextInt(4)] = 0.3f * random.nextInt(3);
      }
      points.add(new Point(values, label));
    }
    return points;
  }

  /** In several parts: the labeled examples have more bytes than are sent at once. */
  @Test
  void theErrorIsThatOfTheDefinitionForAnyShards() {
    assertThat((long) LABELED * INPUTS * Float.BYTES).isGreaterThan(NeighbourJudge.PART);
    double defined = defined();
    NeighbourJudge judge = new NeighbourJudge(spark, device.kind(), Precision.FLOAT32);

    assertThat(defined).isBetween(0.1, 0.6);
    for (int shards : new int[] {1, 2, 5}) {
      try (ShardedDataset own = dataset(labeled, shards, shards);
          ShardedDataset others = dataset(heldOut, 6 - shards, 3)) {
        assertThat(judge.error(own, others)).as("%d shards", shards).isEqualTo(defined);
      }
    }
  }

  private ShardedDataset dataset(List<Point> points, int shards, int partitions) {
    List<Tuple2<Long, byte[]>> rows = new ArrayList<>();
    for (Point point : points) {
      rows.add(
          new Tuple2<>((long) rows.size(), ExampleRow.ofFloats(point.label(), point.values())));
    }
    Examples examples =
        new Examples(
            "points",
            spark.parallelizePairs(rows, partitions),
            rows.size(),
            new ExampleLayout(INPUTS, ValueFormat.FLOAT, Optional.empty(), List.of()));
    return ShardedDataset.of(examples, shards, RandomKey.of(shards));
  }

  private double defined() {
    int wrong = 0;
    for (Point one : heldOut) {
      wrong += nearest(one) == one.label() ? 0 : 1;
    }
    return (double) wrong / HELD_OUT;
  }

  /** Of equally near ones the lowest label. */
  private int nearest(Point one) {
    double nearest = Double.POSITIVE_INFINITY;
    int label = CLASSES;
    for (Point other : labeled) {
      double distance = 0;
      for (int i = 0; i < INPUTS; i++) {
        double difference = (double) one.values()[i] - other.values()[i];
        distance += difference * difference;
      }
      if (distance < nearest || (distance == nearest && other.label() < label)) {
        nearest = distance;
        label = other.label();
      }
    }
    return label;
  }
}
