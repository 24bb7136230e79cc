package io.lamina.jobs.data.fit;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.zoo.plan.preprocessing.FeatureStatistics;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The statistics of data in shards, gathered by Spark.
 *
 * @param data as it is without preprocessing
 * @param tasks that read it side by side
 * @param before what happens to every example first
 * @param change what happens to it then
 */
record ShardStatistics(ShardedDataset data, int tasks, Preprocessor before, Change change)
    implements FeatureStatistics {
  ShardStatistics {
    requireNonNull(data, "data is null");
    requireNonNull(before, "before is null");
    requireNonNull(change, "change is null");
  }

  ShardStatistics(ShardedDataset data, int tasks, Preprocessor before) {
    this(data, tasks, before, example -> {});
  }

  @Override
  public int features() {
    return data.inputs();
  }

  @Override
  public FeatureBounds bounds() {
    int features = features();
    return gathered(() -> new FeatureBounds(features), FeatureBounds.class);
  }

  @Override
  public FeatureMoments moments() {
    return moments(bounds());
  }

  private FeatureMoments moments(FeatureBounds bounds) {
    long examples = data.examples();
    return gathered(() -> new FeatureMoments(bounds, examples), FeatureMoments.class);
  }

  @Override
  public FeatureAxes principalAxes() {
    FeatureBounds bounds = bounds();
    FeatureMoments moments = moments(bounds);
    long examples = data.examples();
    return FeatureAxes.of(
        gathered(() -> new FeatureProducts(bounds, moments, examples), FeatureProducts.class));
  }

  @Override
  public ShardStatistics after(Change next) {
    Change first = change;
    return new ShardStatistics(
        data,
        tasks,
        before,
        example -> {
          first.apply(example);
          next.apply(example);
        });
  }

  private <A extends Accumulator<A>> A gathered(Start<A> start, Class<A> type) {
    Broadcast<byte[]> steps =
        JavaSparkContext.fromSparkContext(data.blocks().context()).broadcast(before.toJson());
    Change then = change;
    List<A> parts =
        data.byGroup(tasks, group -> part(group, steps.value(), then, start), type).collect();
    steps.destroy();
    parts.subList(1, parts.size()).forEach(parts.get(0)::merge);
    return parts.get(0);
  }

  private static <A extends Accumulator<A>> A part(
      ShardGroup group, byte[] steps, Change change, Start<A> start) {
    A gathered = start.get();
    ExampleValues values = new ExampleValues(steps);
    for (Shard shard : group.shards()) {
      for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
        ExampleBlock block = ExampleBlock.of(blocks.next());
        for (int i = 0; i < block.examples(); i++) {
          double[] example = values.of(block, i);
          change.apply(example);
          gathered.add(example);
        }
      }
    }
    return gathered;
  }

  /** Begins to gather, on an executor. */
  private interface Start<A> extends Supplier<A>, Serializable {}
}
