package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.runtime.units.Strongest;
import io.lamina.runtime.units.UnitSimilarity;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Softmax;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.published.PublishedNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Looks closely at a few rows, in one task: what every layer of a network makes of them. */
public final class RowSampler {
  private final JavaSparkContext spark;
  private final DeviceKind device;

  /**
   * @param device that the executor computes on
   */
  public RowSampler(JavaSparkContext spark, DeviceKind device) {
    this.spark = requireNonNull(spark, "spark is null");
    this.device = requireNonNull(device, "device is null");
  }

  /**
   * The first rows, and what the network makes of them.
   *
   * @param rows as {@code DataReader.examples} of the network's plan reads them
   * @param most rows that are looked at
   */
  public RowSample of(Examples rows, PublishedNetwork network, int most) {
    Looking looking =
        new Looking(
            spark.broadcast(network.input().toJson()),
            spark.broadcast(network.network()),
            spark.broadcast(network.encoder()),
            device,
            new Source(rows.name(), rows.layout().format()));
    RowSample sample =
        rows.rows()
            .filter(row -> row._1() < most)
            .sortByKey(true, 1)
            .mapPartitions(looking::at)
            .first();
    looking.end();
    return sample;
  }

  /** What messages call the rows, and how their values are written. */
  private record Source(String name, ValueFormat format) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What goes to the executor. */
  private record Looking(
      Broadcast<byte[]> preprocessing,
      Broadcast<TrainedNetwork> network,
      Broadcast<TrainedNetwork> encoder,
      DeviceKind kind,
      Source source)
      implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double DUPLICATE_COSINE = 0.95;
    private static final int COMPARED = 4096;

    void end() {
      preprocessing.destroy();
      network.destroy();
      encoder.destroy();
    }

    Iterator<RowSample> at(Iterator<Tuple2<Long, byte[]>> rows) {
      Iterator<byte[]> read = new RowBlocks<>(rows, Tuple2::_2, source.format());
      Iterator<byte[]> made =
          new ExampleValues(preprocessing.value()).preprocessed(source.name(), read);
      Seen seen = new Seen(learning().size());
      Device device = TaskDevice.of(kind);
      try (Network whole = opened(network.value(), device);
          Network lower = opened(encoder.value(), device)) {
        made.forEachRemaining(block -> look(ExampleBlock.of(block), whole, lower, seen));
      }
      return List.of(seen.sample(duplicates(device))).iterator();
    }

    private static Network opened(TrainedNetwork network, Device device) {
      return new Network(
          network.stack(), network.parameters(), ExampleBlock.EXAMPLES, device.open());
    }

    private void look(ExampleBlock block, Network whole, Network lower, Seen seen) {
      MiniBatch batch = block.examplesAndLabels();
      boolean classifies = network.value().stack().top() instanceof Softmax;
      seen.inputs(batch);
      seen.outputs(
          classifies ? whole.logits(batch).probabilities() : whole.encode(batch), batch.size());
      seen.codes(strongest(lower.codes(batch, learning())));
    }

    /** The layers that have learnt something. */
    private List<Integer> learning() {
      List<Layer> layers = encoder.value().stack().layers();
      return IntStream.range(0, layers.size()).filter(k -> layers.get(k).learns()).boxed().toList();
    }

    private List<float[]> strongest(List<float[]> codes) {
      List<Integer> learning = learning();
      List<Layer> layers = encoder.value().stack().layers();
      return IntStream.range(0, codes.size())
          .mapToObj(i -> new Strongest(layers.get(learning.get(i)).output()).of(codes.get(i)))
          .toList();
    }

    private List<RowSample.Duplicates> duplicates(Device device) {
      Stack stack = encoder.value().stack();
      return learning().stream().map(layer -> duplicates(device, stack, layer)).toList();
    }

    private RowSample.Duplicates duplicates(Device device, Stack stack, int layer) {
      int compared = Math.min(COMPARED, stack.layers().get(layer).units());
      try (UnitSimilarity similarity =
          new UnitSimilarity(stack, layer, encoder.value().parameters(), compared, device.open())) {
        return new RowSample.Duplicates(compared, similarity.duplicates(DUPLICATE_COSINE));
      }
    }
  }

  /** What was seen so far. */
  private static final class Seen {
    private final List<float[]> inputs = new ArrayList<>();
    private final List<float[]> outputs = new ArrayList<>();
    private final List<List<float[]>> codes = new ArrayList<>();

    Seen(int layers) {
      IntStream.range(0, layers).forEach(layer -> codes.add(new ArrayList<>()));
    }

    void inputs(MiniBatch batch) {
      inputs.addAll(rows(batch.values(), batch.size(), batch.inputs()));
    }

    void outputs(float[] values, int rows) {
      outputs.addAll(rows(values, rows, values.length / rows));
    }

    void codes(List<float[]> layers) {
      for (int k = 0; k < layers.size(); k++) {
        codes.get(k).add(layers.get(k));
      }
    }

    private static List<float[]> rows(float[] values, int rows, int length) {
      return IntStream.range(0, rows)
          .mapToObj(row -> Arrays.copyOfRange(values, row * length, (row + 1) * length))
          .toList();
    }

    RowSample sample(List<RowSample.Duplicates> duplicates) {
      return new RowSample(inputs, outputs, codes.stream().map(Seen::joined).toList(), duplicates);
    }

    private static float[] joined(List<float[]> parts) {
      float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      return all;
    }
  }
}
