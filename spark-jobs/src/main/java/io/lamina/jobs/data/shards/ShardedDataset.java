package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.reflect.ClassTag;

/**
 * Examples dealt to logical shards: partition s of {@link #blocks} holds shard s as {@link
 * ExampleBlock}s in order, in memory or on disk as Spark sees fit. A block is one array of bytes:
 * to serialize it in memory would save nothing.
 */
public final class ShardedDataset implements AutoCloseable {
  private final String name;
  private final JavaRDD<byte[]> blocks;
  private final Optional<KnownBlocks> known;
  private final List<Long> sizes;
  private final int inputs;
  private final Optional<ImageShape> image;

  private ShardedDataset(
      String name,
      JavaRDD<byte[]> blocks,
      List<Long> sizes,
      int inputs,
      Optional<ImageShape> image) {
    this.name = name;
    this.blocks = blocks;
    this.known = blocks.rdd() instanceof KnownBlocks own ? Optional.of(own) : Optional.empty();
    this.sizes = sizes;
    this.inputs = inputs;
    this.image = image;
  }

  /**
   * Deals out examples. Nothing is read before the blocks are asked for.
   *
   * @throws DataException if there are fewer examples than shards
   */
  public static ShardedDataset of(Examples examples, int shards, RandomKey key) {
    if (examples.count() < shards) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cannot divide %s into %d shards: it has only %s, and a shard would be empty (lower"
                  + " shards to %s, or give more data)",
              examples.name(),
              shards,
              new Counted(examples.count(), "example"),
              examples.count() > 1 ? examples.count() + " or fewer" : "1"));
    }
    Sharding sharding = new Sharding(examples.count(), shards, key.bits());
    JavaRDD<byte[]> blocks = Dealing.of(examples, sharding).blocks(examples);
    List<Long> sizes = IntStream.range(0, shards).mapToObj(sharding::size).toList();
    return new ShardedDataset(
        examples.name(),
        known(blocks, examples.name()),
        sizes,
        examples.layout().inputs(),
        examples.layout().image());
  }

  /** The same examples with other values, made of each shard's blocks in turn. */
  public ShardedDataset mapped(
      int outputs, FlatMapFunction<Iterator<byte[]>, byte[]> codesOfBlocks) {
    JavaRDD<byte[]> codes = blocks.mapPartitions(codesOfBlocks, true);
    return new ShardedDataset(name, persisted(codes), sizes, outputs, Optional.empty());
  }

  /**
   * These examples and others, shard by shard: after each block of these a block of the others,
   * which begin anew where they end.
   *
   * @param others of the same shards and inputs
   */
  public ShardedDataset interleaved(ShardedDataset others) {
    JavaRDD<byte[]> both = blocks.zipPartitions(others.blocks, Interleaving::new);
    List<Long> lengths =
        IntStream.range(0, shards())
            .mapToObj(s -> Interleaving.size(sizes.get(s), others.sizes.get(s)))
            .toList();
    return new ShardedDataset(name, persisted(both), lengths, inputs, image);
  }

  /**
   * The same examples after preprocessing, of the same shape. Where it makes of a value what no
   * float holds, materializing fails.
   */
  public ShardedDataset preprocessed(Preprocessor preprocessor) {
    String source = name;
    byte[] steps = preprocessor.toJson();
    Broadcast<byte[]> sent = JavaSparkContext.fromSparkContext(blocks.context()).broadcast(steps);
    JavaRDD<byte[]> made =
        blocks.mapPartitions(
            shard -> new ExampleValues(sent.value()).preprocessed(source, shard), true);
    return new ShardedDataset(name, known(made, name), sizes, inputs, image);
  }

  /**
   * What a function makes of the shards, dealt to so many tasks; nothing runs yet.
   *
   * @param groups the number of tasks, at least 1 and at most {@link #shards}
   */
  public <R> JavaRDD<R> byGroup(int groups, ShardGroupFunction<R> function, Class<R> type) {
    if (groups < 1 || groups > shards()) {
      throw new IllegalArgumentException(shards() + " shards for " + groups + " tasks");
    }
    ClassTag<R> tag = ClassTag.apply(type);
    return JavaRDD.fromRDD(new ShardGroups<>(blocks.rdd(), groups, function, type), tag);
  }

  /**
   * Reads or computes every block now, in so many tasks, and has Spark hold them.
   *
   * @throws DataException (as a cause, where it happens on an executor) if an example is not as it
   *     must be, or if there are others than were counted
   */
  public void materialize(int groups) {
    boolean digesting = known.isPresent();
    List<Held> shards =
        byGroup(groups, group -> held(group, digesting), Held[].class).collect().stream()
            .flatMap(Stream::of)
            .sorted(Comparator.comparingInt(Held::shard))
            .toList();
    long held = shards.stream().mapToLong(Held::examples).sum();
    if (held != examples()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "the data changed while it was read: %d examples were counted, then there were %d "
                  + "(read it when nothing writes to it)",
              examples(),
              held));
    }
    List<String> digests = shards.stream().map(Held::digest).toList();
    known.ifPresent(blocksOfData -> blocksOfData.digests(digests));
  }

  /**
   * The classes that no example is of, in their order.
   *
   * @param classes how many there are; all examples have a label below
   * @param groups tasks that look for them
   */
  public List<Integer> missing(int classes, int groups) {
    BitSet found = new BitSet(classes);
    byGroup(groups, ShardedDataset::labels, BitSet.class).collect().forEach(found::or);
    return IntStream.range(0, classes).filter(label -> !found.get(label)).boxed().toList();
  }

  private static BitSet labels(ShardGroup group) {
    BitSet labels = new BitSet();
    for (Shard shard : group.shards()) {
      for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
        ExampleBlock block = ExampleBlock.of(blocks.next());
        IntStream.range(0, block.examples()).map(block::label).forEach(labels::set);
      }
    }
    return labels;
  }

  private static Held[] held(ShardGroup group, boolean digesting) {
    return group.shards().stream().map(shard -> held(shard, digesting)).toArray(Held[]::new);
  }

  private static Held held(Shard shard, boolean digesting) {
    BlockDigest digest = new BlockDigest();
    long count = 0;
    for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
      byte[] block = blocks.next();
      count += ExampleBlock.of(block).examples();
      if (digesting) {
        digest.add(block);
      }
    }
    return new Held(shard.index(), count, digest.text());
  }

  /** What a shard holds. */
  private record Held(int shard, long examples, String digest) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private static JavaRDD<byte[]> known(JavaRDD<byte[]> blocks, String name) {
    ClassTag<byte[]> tag = ClassTag.apply(byte[].class);
    return persisted(JavaRDD.fromRDD(new KnownBlocks(blocks.rdd(), name), tag));
  }

  private static JavaRDD<byte[]> persisted(JavaRDD<byte[]> blocks) {
    return blocks.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * The digest of all examples as they lie in the shards; empty before they are materialized, and
   * for what was made of a layer.
   */
  public Optional<String> digest() {
    return known.map(KnownBlocks::digests).filter(each -> !each.isEmpty()).map(BlockDigest::of);
  }

  /** What messages call the source of the examples. */
  public String name() {
    return name;
  }

  /** The blocks, a partition for every shard. */
  public JavaRDD<byte[]> blocks() {
    return blocks;
  }

  /** The examples of each shard. */
  public List<Long> sizes() {
    return sizes;
  }

  /** The number of shards. */
  public int shards() {
    return sizes.size();
  }

  /** The examples of all shards. */
  public long examples() {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  /** The examples of the largest shard. */
  public long largestShard() {
    return sizes.get(0);
  }

  /** The values of an example. */
  public int inputs() {
    return inputs;
  }

  /** The examples' shape as pictures, where they are pictures. */
  public Optional<ImageShape> image() {
    return image;
  }

  /** The shape of an example. */
  public Shape shape() {
    return image.map(ImageShape::shape).orElseGet(() -> Shape.plain(inputs));
  }

  /** Lets Spark forget the blocks. */
  @Override
  public void close() {
    blocks.unpersist(false);
  }
}
