package io.lamina.jobs.data;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.train.MiniBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** An example as tests compare it: what a block or a row says, taken apart. */
public record Example(int label, List<Float> values) {
  public static Example of(int label, double... values) {
    return new Example(label, Arrays.stream(values).mapToObj(value -> (float) value).toList());
  }

  /** The bytes of a block of such rows. */
  public static byte[] block(List<byte[]> rows, ValueFormat format) {
    return ExampleBlock.encode(rows.stream().map(ByteBuffer::wrap).toList(), format);
  }

  /** The examples of a block, in order. */
  public static List<Example> ofBlock(byte[] bytes) {
    ExampleBlock block = ExampleBlock.of(bytes);
    MiniBatch all = block.examplesAndLabels();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < block.examples(); i++) {
      List<Float> values = new ArrayList<>();
      for (int input = 0; input < block.inputs(); input++) {
        values.add(all.values()[i * block.inputs() + input]);
      }
      examples.add(new Example(all.labels()[i], values));
    }
    return examples;
  }

  /** The examples of a source by index. */
  public static Map<Long, Example> byIndex(Examples examples) {
    Map<Long, Example> byIndex = new TreeMap<>();
    for (Tuple2<Long, byte[]> row : examples.rows().collect()) {
      byte[] block = block(List.of(row._2()), examples.layout().format());
      Example twice = byIndex.put(row._1(), ofBlock(block).get(0));
      if (twice != null) {
        throw new AssertionError("two examples under " + row._1());
      }
    }
    return byIndex;
  }

  /** The examples of a source in order; their indices must be 0, 1, 2 … */
  public static List<Example> inOrder(Examples examples) {
    Map<Long, Example> byIndex = byIndex(examples);
    List<Example> ordered = new ArrayList<>();
    for (long i = 0; i < byIndex.size(); i++) {
      ordered.add(byIndex.get(i));
    }
    if (ordered.size() != examples.count() || ordered.contains(null)) {
      throw new AssertionError(examples.count() + " examples, indices " + byIndex.keySet());
    }
    return ordered;
  }

  /** The examples of each shard, in order. */
  public static List<List<Example>> byShard(JavaRDD<byte[]> blocks) {
    return blocks.glom().collect().stream()
        .map(shard -> shard.stream().flatMap(block -> ofBlock(block).stream()).toList())
        .toList();
  }
}
