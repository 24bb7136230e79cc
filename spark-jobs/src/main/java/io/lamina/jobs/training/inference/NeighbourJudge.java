package io.lamina.jobs.training.inference;

import io.lamina.jobs.cluster.RunDevice;
import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.neighbours.NearestLabels;
import io.lamina.runtime.neighbours.NeighbourSearch;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Judges the nearest neighbour by the examples that were held out. The labeled examples go to the
 * executors in parts of a limited size; each looks for neighbours of its held-out ones.
 */
public final class NeighbourJudge {
  /** The bytes of labeled examples that are sent at once, unless a single block has more. */
  public static final int PART = 8 << 20;

  private final JavaSparkContext spark;
  private final DeviceKind device;
  private final Precision precision;

  public NeighbourJudge(JavaSparkContext spark, RunDevice device) {
    this(spark, device.kind(), device.provider().precision(device.kind()));
  }

  NeighbourJudge(JavaSparkContext spark, DeviceKind device, Precision precision) {
    this.spark = spark;
    this.device = device;
    this.precision = precision;
  }

  /**
   * The share of the held-out examples that are not of the class of their nearest neighbour.
   *
   * @param labeled where neighbours are looked for
   * @param test held out, with as many values
   */
  public double error(ShardedDataset labeled, ShardedDataset test) {
    List<Found> all = new ArrayList<>();
    List<byte[]> part = new ArrayList<>();
    long bytes = 0;
    for (Iterator<byte[]> blocks = labeled.blocks().toLocalIterator(); blocks.hasNext(); ) {
      byte[] block = blocks.next();
      if (!part.isEmpty() && bytes + block.length > PART) {
        add(all, found(part, test));
        part.clear();
        bytes = 0;
      }
      part.add(block);
      bytes += block.length;
    }
    add(all, found(part, test));
    long wrong = all.stream().mapToLong(Found::wrong).sum();
    return (double) wrong / all.stream().mapToLong(found -> found.nearest().size()).sum();
  }

  private static void add(List<Found> all, List<Found> more) {
    if (all.isEmpty()) {
      all.addAll(more);
    } else {
      IntStream.range(0, all.size())
          .forEach(i -> all.get(i).nearest().merge(more.get(i).nearest()));
    }
  }

  /** What is found among a part of the labeled examples, a block of held-out ones after another. */
  private List<Found> found(List<byte[]> part, ShardedDataset test) {
    Broadcast<Part> sent = spark.broadcast(new Part(List.copyOf(part)));
    Here here = new Here(device, precision, test.inputs());
    List<Found> found =
        test.blocks().mapPartitions(blocks -> here.found(sent.value(), blocks)).collect();
    sent.destroy();
    return found;
  }

  /** Blocks of labeled examples. */
  private record Part(List<byte[]> blocks) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What was found for a block, and the labels of the block's own examples. */
  private static final class Found implements Serializable {
    private static final long serialVersionUID = 1;

    private final NearestLabels nearest;
    private final int[] actual;

    Found(NearestLabels nearest, int[] actual) {
      this.nearest = nearest;
      this.actual = actual;
    }

    NearestLabels nearest() {
      return nearest;
    }

    long wrong() {
      return IntStream.range(0, actual.length).filter(i -> nearest.label(i) != actual[i]).count();
    }
  }

  /** The search of a task. */
  private record Here(DeviceKind device, Precision precision, int inputs) implements Serializable {
    private static final long serialVersionUID = 1;

    Iterator<Found> found(Part part, Iterator<byte[]> blocks) {
      List<Found> all = new ArrayList<>();
      Operations operations = TaskDevice.of(device).open();
      try (NeighbourSearch search =
          new NeighbourSearch(inputs, ExampleBlock.EXAMPLES, precision, operations)) {
        while (blocks.hasNext()) {
          all.add(found(search, part, ExampleBlock.of(blocks.next()).examplesAndLabels()));
        }
      }
      return all.iterator();
    }

    private static Found found(NeighbourSearch search, Part part, MiniBatch examples) {
      NearestLabels nearest = new NearestLabels(examples.size());
      search.lookFor(examples);
      for (byte[] labeled : part.blocks()) {
        search.among(ExampleBlock.of(labeled).examplesAndLabels(), nearest);
      }
      return new Found(nearest, examples.labels());
    }
  }
}
