package io.lamina.jobs.data.shards;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * The blocks of shards, known again: once their digests are set, a shard that Spark computes anew,
 * because the executor that held it was lost, must come to the same bytes. Every job takes the
 * digests along that are known when it starts.
 */
final class KnownBlocks extends RDD<byte[]> {
  private static final long serialVersionUID = 1;

  private final RDD<byte[]> blocks;
  private final String source;
  private List<String> digests = List.of();

  /**
   * @param source what messages call the data
   */
  KnownBlocks(RDD<byte[]> blocks, String source) {
    super(blocks, ClassTag.apply(byte[].class));
    this.blocks = blocks;
    this.source = requireNonNull(source, "source is null");
  }

  /** The digest of each shard; empty before they are known. */
  List<String> digests() {
    return digests;
  }

  void digests(List<String> known) {
    digests = List.copyOf(known);
  }

  @Override
  public Partition[] getPartitions() {
    return blocks.partitions();
  }

  @Override
  public Iterator<byte[]> compute(Partition shard, TaskContext context) {
    Iterator<byte[]> computed = blocks.iterator(shard, context);
    return digests.isEmpty()
        ? computed
        : CollectionConverters.asScala(
            new Checked(CollectionConverters.asJava(computed), digests.get(shard.index()), source));
  }

  /** Blocks whose digest is looked at behind the last of them. */
  private static final class Checked implements java.util.Iterator<byte[]> {
    private final java.util.Iterator<byte[]> blocks;
    private final String wanted;
    private final String source;
    private final BlockDigest digest = new BlockDigest();

    Checked(java.util.Iterator<byte[]> blocks, String wanted, String source) {
      this.blocks = blocks;
      this.wanted = wanted;
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      boolean more = blocks.hasNext();
      if (!more && !digest.text().equals(wanted)) {
        throw new DataException(
            source
                + " changed while the run was training: it was read again after an executor was"
                + " lost, and has other values now (restore the data as they were and continue with"
                + " --resume, or start anew)");
      }
      return more;
    }

    @Override
    public byte[] next() {
      byte[] block = blocks.next();
      digest.add(block);
      return block;
    }
  }
}
