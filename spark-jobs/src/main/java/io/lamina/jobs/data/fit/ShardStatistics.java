package io.lamina.jobs.data.fit;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.preprocessing.FeatureStatistics;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
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
  public Shape shape() {
    return data.shape();
  }

  @Override
  public FeatureBounds bounds() {
    return bounds(new WholeExamples(features()));
  }

  private FeatureBounds bounds(Pieces pieces) {
    int features = pieces.features();
    return gathered(pieces, () -> new FeatureBounds(features), FeatureBounds.class);
  }

  @Override
  public FeatureMoments moments() {
    Pieces whole = new WholeExamples(features());
    return moments(whole, bounds(whole));
  }

  private FeatureMoments moments(Pieces pieces, FeatureBounds bounds) {
    return gathered(pieces, () -> new FeatureMoments(bounds), FeatureMoments.class);
  }

  @Override
  public double[] medians() {
    Pieces whole = new WholeExamples(features());
    MedianSearch search = new MedianSearch(features());
    while (!search.isDone()) {
      DigitCounts none = search.next();
      search.take(gathered(whole, none::empty, DigitCounts.class));
    }
    return search.medians();
  }

  @Override
  public FeatureAxes principalAxes() {
    return principalAxes(new WholeExamples(features()));
  }

  @Override
  public FeatureAxes principalAxes(Window window) {
    return principalAxes(new Patches(window));
  }

  private FeatureAxes principalAxes(Pieces pieces) {
    FeatureBounds bounds = bounds(pieces);
    FeatureMoments moments = moments(pieces, bounds);
    long count = pieces.count(data.examples());
    return FeatureAxes.of(
        gathered(pieces, () -> new FeatureProducts(bounds, moments, count), FeatureProducts.class));
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

  private <A extends Accumulator<A>> A gathered(Pieces pieces, Start<A> start, Class<A> type) {
    Broadcast<byte[]> steps =
        JavaSparkContext.fromSparkContext(data.blocks().context()).broadcast(before.toJson());
    Change then = change;
    List<A> parts =
        data.byGroup(
                tasks,
                group -> {
                  A gathered = start.get();
                  read(group, steps.value(), then, example -> pieces.addTo(gathered, example));
                  return gathered;
                },
                type)
            .collect();
    steps.destroy();
    parts.subList(1, parts.size()).forEach(parts.get(0)::merge);
    return parts.get(0);
  }

  private static void read(
      ShardGroup group, byte[] steps, Change change, Consumer<double[]> reader) {
    ExampleValues values = new ExampleValues(steps);
    for (Shard shard : group.shards()) {
      for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
        ExampleBlock block = ExampleBlock.of(blocks.next());
        for (int i = 0; i < block.examples(); i++) {
          double[] example = values.of(block, i);
          change.apply(example);
          reader.accept(example);
        }
      }
    }
  }

  /** Begins to gather, on an executor. */
  private interface Start<A> extends Supplier<A>, Serializable {}
}
