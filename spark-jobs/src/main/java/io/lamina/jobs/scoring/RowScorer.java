package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Scores rows one by one, for comparisons: the values of every row come to the driver. */
public final class RowScorer {
  private final JavaSparkContext spark;
  private final DeviceKind device;

  /**
   * @param device that the executors compute on
   */
  public RowScorer(JavaSparkContext spark, DeviceKind device) {
    this.spark = requireNonNull(spark, "spark is null");
    this.device = requireNonNull(device, "device is null");
  }

  /**
   * Scores rows on the executors. Two networks that score the same rows have their values at the
   * same indices, whatever preprocessing each has.
   *
   * @param rows as {@code DataReader.examples} of the network's plan reads them
   * @throws DataException (as a cause, where it happens on an executor) if a row is not as it must
   *     be, or if there are others than were counted
   */
  public RowScores score(Examples rows, PublishedNetwork network) {
    Set<ScoreColumn> wanted = EnumSet.of(ScoreColumn.RECONSTRUCTION_ERROR);
    network.classes().ifPresent(any -> wanted.add(ScoreColumn.PREDICTION));
    Broadcast<ServedNetwork> served = spark.broadcast(new ServedNetwork(network, wanted));
    Scoring scoring = new Scoring(served, device, rows.name(), rows.layout().format());
    List<Scored> blocks = rows.rows().mapPartitions(scoring::of).collect();
    served.destroy();
    return arranged(rows, blocks, wanted.contains(ScoreColumn.PREDICTION));
  }

  /** How a partition is scored, on an executor. */
  private record Scoring(
      Broadcast<ServedNetwork> network, DeviceKind device, String name, ValueFormat format)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Scored> of(Iterator<Tuple2<Long, byte[]>> rows) {
      RowBlocks<Tuple2<Long, byte[]>> blocks = new RowBlocks<>(rows, Tuple2::_2, format);
      List<Scored> scored = new ArrayList<>();
      network
          .value()
          .scores(device, name, blocks)
          .forEachRemaining(scores -> scored.add(new Scored(blocks.last(), scores)));
      return scored.iterator();
    }
  }

  /** A block's rows, by their indices, and their values. */
  private static final class Scored implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] indices;
    private final int[] labels;
    private final BlockScores scores;

    Scored(List<Tuple2<Long, byte[]>> rows, BlockScores scores) {
      this.indices = rows.stream().mapToLong(Tuple2::_1).toArray();
      this.labels = rows.stream().mapToInt(row -> ExampleRow.label(row._2())).toArray();
      this.scores = scores;
    }
  }

  private static RowScores arranged(Examples rows, List<Scored> blocks, boolean classified) {
    RowPlaces places = new RowPlaces(rows);
    int[] labels = new int[places.count()];
    int[] predictions = new int[classified ? labels.length : 0];
    double[] errors = new double[labels.length];
    for (Scored block : blocks) {
      for (int i = 0; i < block.indices.length; i++) {
        if (places.take(block.indices[i])) {
          int at = (int) block.indices[i];
          labels[at] = block.labels[i];
          errors[at] = block.scores.errors()[i];
          if (classified) {
            predictions[at] = block.scores.predictions()[i];
          }
        }
      }
    }
    places.requireEach();
    return new RowScores(labels, predictions, errors);
  }
}
