package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.math.Ordering;
import scala.reflect.ClassTag;

/**
 * The way of examples to their shards. Rows do not travel one by one: those that go to the same
 * stretch of a shard (consecutive places, some megabytes) are bundled before the shuffle. After it
 * one stretch after the other is put together, so that no task holds more than a stretch and what
 * Spark may put on the disk.
 *
 * @param sharding where each example goes
 * @param inputs values of an example
 * @param format how rows hold them
 */
record Dealing(Sharding sharding, int inputs, ValueFormat format) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int STRETCH_BYTES = 4 << 20;

  static Dealing of(Examples examples, Sharding sharding) {
    ExampleLayout layout = examples.layout();
    return new Dealing(sharding, layout.inputs(), layout.format());
  }

  /** The blocks of each shard, a partition for every shard. */
  JavaRDD<byte[]> blocks(Examples examples) {
    Dealing dealing = this;
    JavaRDD<Tuple2<Object, byte[]>> bundles =
        examples.rows().mapPartitions(rows -> new Bundles(rows, dealing));
    return sorted(bundles).mapPartitions(dealing::blocks, true);
  }

  private JavaRDD<Tuple2<Object, byte[]>> sorted(JavaRDD<Tuple2<Object, byte[]>> bundles) {
    // With these types Spark takes its compact serializer instead of Java's.
    ClassTag<Object> key = ClassTag.Long();
    ClassTag<byte[]> value = ClassTag.apply(byte[].class);
    Comparator<Object> byKey =
        (Comparator<Object> & Serializable) (a, b) -> Long.compare((Long) a, (Long) b);
    ShuffledRDD<Object, byte[], byte[]> shuffled =
        new ShuffledRDD<Object, byte[], byte[]>(
                bundles.rdd(), new ShardPartitioner(sharding.shards()), key, value, value)
            .setKeyOrdering(Ordering.comparatorToOrdering(byKey));
    return shuffled.toJavaRDD();
  }

  private Iterator<byte[]> blocks(Iterator<Tuple2<Object, byte[]>> bundles) {
    return new StretchBlocks(bundles, this);
  }

  /** Bytes of a row. */
  int rowBytes() {
    return Math.addExact(ExampleRow.LABEL_BYTES, Math.multiplyExact(inputs, format.bytes()));
  }

  /** The places of a stretch: whole blocks. */
  int stretch() {
    return Math.max(1, STRETCH_BYTES / rowBytes() / ExampleBlock.EXAMPLES) * ExampleBlock.EXAMPLES;
  }
}
