package io.lamina.jobs.data.format;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.math.Ordering;
import scala.reflect.ClassTag;

/**
 * The order of rows that come in none: by a digest of what names each of them, its key or its
 * content, and by content among those of one digest. Two copies of a table have one order, however
 * their rows are shuffled and wherever they lie.
 */
final class ContentOrder {
  private final JavaRDD<Tuple2<Object, byte[]>> sorted;
  private final List<Long> counts;

  /**
   * Goes through the rows once; Spark keeps them for the second time.
   *
   * @param rows each under its {@link #place}
   */
  ContentOrder(JavaRDD<Tuple2<Object, byte[]>> rows) {
    this.sorted = sorted(rows);
    this.counts = sorted.mapPartitions(ContentOrder::counted).collect();
  }

  /** Where a row stands, at least 0, from the bytes that name it. */
  static long place(byte[] name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
      return ByteBuffer.wrap(digest).getLong() >>> 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The number of rows. */
  long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The rows, each under its index in the order. */
  JavaPairRDD<Long, byte[]> indexed() {
    long[] first = new long[counts.size()];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + counts.get(i - 1);
    }
    return sorted
        .mapPartitionsWithIndex((partition, rows) -> new OrderedRows(rows, first[partition]), true)
        .mapToPair(row -> row);
  }

  private static JavaRDD<Tuple2<Object, byte[]>> sorted(JavaRDD<Tuple2<Object, byte[]>> rows) {
    // With these types Spark takes its compact serializer instead of Java's.
    ClassTag<Object> key = ClassTag.Long();
    ClassTag<byte[]> value = ClassTag.apply(byte[].class);
    Comparator<Object> byPlace =
        (Comparator<Object> & Serializable) (a, b) -> Long.compare((Long) a, (Long) b);
    return new ShuffledRDD<Object, byte[], byte[]>(
            rows.rdd(), new Ranges(rows.getNumPartitions()), key, value, value)
        .setKeyOrdering(Ordering.comparatorToOrdering(byPlace))
        .toJavaRDD();
  }

  private static Iterator<Long> counted(Iterator<Tuple2<Object, byte[]>> rows) {
    long count = 0;
    while (rows.hasNext()) {
      rows.next();
      count++;
    }
    return List.of(count).iterator();
  }

  /** Ranges of places, all as wide. */
  private static final class Ranges extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int ranges;

    Ranges(int ranges) {
      this.ranges = ranges;
    }

    @Override
    public int numPartitions() {
      return ranges;
    }

    @Override
    public int getPartition(Object place) {
      return (int) ((((Long) place >>> 32) * ranges) >>> 31);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ranges that && that.ranges == ranges;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(new int[] {ranges});
    }
  }
}
