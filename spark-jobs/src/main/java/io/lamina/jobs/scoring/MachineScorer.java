package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.analysis.RbmParameters;
import io.lamina.runtime.analysis.RowEvidence;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Scores rows one by one by a restricted Boltzmann machine that reads them, for comparisons: see
 * {@link RowEvidence}.
 */
public final class MachineScorer {
  private final JavaSparkContext spark;
  private final DeviceKind device;
  private final RandomKey key;

  /**
   * @param device that the executors compute on
   * @param key of the random numbers: with the same one, two machines are asked the same
   */
  public MachineScorer(JavaSparkContext spark, DeviceKind device, RandomKey key) {
    this.spark = requireNonNull(spark, "spark is null");
    this.device = requireNonNull(device, "device is null");
    this.key = requireNonNull(key, "key is null");
  }

  /**
   * The figure of every row, at its index.
   *
   * @param rows as {@code DataReader.examples} reads them for the preprocessing
   * @param input what happens to a row before the machine reads it
   */
  public double[] score(Examples rows, Preprocessor input, RbmParameters machine) {
    Broadcast<RbmParameters> sent = spark.broadcast(machine);
    Scoring scoring =
        new Scoring(sent, device, key, new Source(input, rows.name(), rows.layout().format()));
    List<Scored> blocks = rows.rows().mapPartitions(scoring::of).collect();
    sent.destroy();
    return arranged(rows, blocks);
  }

  /** How rows are read, on an executor. */
  private static final class Source implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] preprocessing;
    private final String name;
    private final ValueFormat format;

    Source(Preprocessor input, String name, ValueFormat format) {
      this.preprocessing = input.toJson();
      this.name = name;
      this.format = format;
    }

    RowBlocks<Tuple2<Long, byte[]>> blocks(Iterator<Tuple2<Long, byte[]>> rows) {
      return new RowBlocks<>(rows, Tuple2::_2, format);
    }

    Iterator<byte[]> preprocessed(Iterator<byte[]> blocks) {
      return new ExampleValues(preprocessing).preprocessed(name, blocks);
    }
  }

  /** How a partition is scored, on an executor. */
  private record Scoring(
      Broadcast<RbmParameters> machine, DeviceKind device, RandomKey key, Source source)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Scored> of(Iterator<Tuple2<Long, byte[]>> rows) {
      RowBlocks<Tuple2<Long, byte[]>> blocks = source.blocks(rows);
      Iterator<byte[]> made = source.preprocessed(blocks);
      List<Scored> scored = new ArrayList<>();
      try (RowEvidence evidence =
          new RowEvidence(machine.value(), ExampleBlock.EXAMPLES, TaskDevice.of(device).open())) {
        while (made.hasNext()) {
          float[] values = ExampleBlock.of(made.next()).examplesAndLabels().values();
          long[] indices = blocks.last().stream().mapToLong(Tuple2::_1).toArray();
          scored.add(new Scored(indices, evidence.of(values, indices, key)));
        }
      }
      return scored.iterator();
    }
  }

  /** A block's rows, by their indices, and their figures. */
  private static final class Scored implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] indices;
    private final double[] figures;

    Scored(long[] indices, double[] figures) {
      this.indices = indices;
      this.figures = figures;
    }
  }

  private static double[] arranged(Examples rows, List<Scored> blocks) {
    RowPlaces places = new RowPlaces(rows);
    double[] figures = new double[places.count()];
    for (Scored block : blocks) {
      for (int i = 0; i < block.indices.length; i++) {
        if (places.take(block.indices[i])) {
          figures[(int) block.indices[i]] = block.figures[i];
        }
      }
    }
    places.requireEach();
    return figures;
  }
}
