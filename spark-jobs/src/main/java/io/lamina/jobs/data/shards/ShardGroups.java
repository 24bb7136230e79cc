package io.lamina.jobs.data.shards;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Shards dealt to tasks: group g of G holds shards g, g + G, g + 2G …, and its one result is what a
 * function makes of them. Unlike {@code mapPartitions} the function may read a shard as often as it
 * likes, from where Spark holds it: that is what training by epochs needs. The groups' dependency
 * on the shards is narrow, so Spark runs a group where its shards are. A group may read any other
 * shard, too, but declares its own alone: it is to run where these are.
 */
final class ShardGroups<R> extends RDD<R> {
  private static final long serialVersionUID = 1;

  private final RDD<byte[]> blocks;
  private final int groups;
  private final ShardGroupFunction<R> function;

  ShardGroups(RDD<byte[]> blocks, int groups, ShardGroupFunction<R> function, Class<R> type) {
    super(blocks.context(), dependencies(blocks, groups), ClassTag.apply(type));
    this.blocks = blocks;
    this.groups = groups;
    this.function = requireNonNull(function, "function is null");
  }

  private static Seq<Dependency<?>> dependencies(RDD<byte[]> blocks, int groups) {
    List<Dependency<?>> narrow = List.of(new GroupDependency(blocks, groups));
    return CollectionConverters.asScala(narrow).toSeq();
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, groups).mapToObj(Group::new).toArray(Partition[]::new);
  }

  @Override
  public scala.collection.Iterator<R> compute(Partition group, TaskContext context) {
    Partition[] partitions = blocks.partitions();
    IntFunction<Shard> all =
        shard ->
            new Shard(
                shard,
                () -> CollectionConverters.asJava(blocks.iterator(partitions[shard], context)));
    List<Shard> shards = members(group.index(), groups, partitions.length).mapToObj(all).toList();
    ShardGroup dealt = new ShardGroup(group.index(), groups, shards, all);
    return CollectionConverters.asScala(List.of(function.apply(dealt)).iterator());
  }

  private static IntStream members(int group, int groups, int shards) {
    return IntStream.iterate(group, shard -> shard < shards, shard -> shard + groups);
  }

  /** A task's place among the groups. */
  private record Group(int index) implements Partition {
    private static final long serialVersionUID = 1;
  }

  /** The shards of a group. */
  private static final class GroupDependency extends NarrowDependency<byte[]> {
    private static final long serialVersionUID = 1;

    private final int groups;
    private final int shards;

    GroupDependency(RDD<byte[]> blocks, int groups) {
      super(blocks);
      this.groups = groups;
      this.shards = blocks.getNumPartitions();
    }

    @Override
    public Seq<Object> getParents(int group) {
      List<Object> parents = members(group, groups, shards).<Object>mapToObj(s -> s).toList();
      return CollectionConverters.asScala(parents).toSeq();
    }
  }
}
