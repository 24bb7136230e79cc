package io.lamina.jobs.data.fit;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ExampleValues;
import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.preprocessing.ClipAndScale;
import io.lamina.zoo.plan.preprocessing.GlobalContrastNormalisation;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.ZcaWhitening;
import io.lamina.zoo.preprocessing.ClippedScaling;
import io.lamina.zoo.preprocessing.ContrastNormalisation;
import io.lamina.zoo.preprocessing.ExampleMean;
import io.lamina.zoo.preprocessing.MinMaxScaling;
import io.lamina.zoo.preprocessing.Preprocessor;
import io.lamina.zoo.preprocessing.Standardisation;
import io.lamina.zoo.preprocessing.Transformation;
import io.lamina.zoo.preprocessing.Whitening;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Finds the statistics of preprocessing: each step's are those of the data after the steps before
 * it. They are the same, to the bit, however the data is dealt and in whatever order it is read.
 */
public final class PreprocessingFit {
  /** Clipping is at so many standard deviations. */
  private static final int CLIPPED_DEVIATIONS = 3;

  /**
   * The matrix of so many features is 8 MiB, 22 in JSON; it is published, and every task reads it.
   */
  private static final int MOST_WHITENED = 1024;

  private final ShardedDataset data;
  private final int tasks;

  /**
   * @param data as it is without preprocessing
   * @param tasks that read it side by side
   */
  public PreprocessingFit(ShardedDataset data, int tasks) {
    this.data = data;
    this.tasks = tasks;
  }

  /**
   * The steps with their statistics.
   *
   * @param nothing a preprocessor without steps
   */
  public Preprocessor of(Preprocessor nothing, List<PreprocessingStep> steps) {
    Preprocessor fitted = nothing;
    for (PreprocessingStep step : steps) {
      fitted = fitted.with(fit(step, fitted));
    }
    return fitted;
  }

  private Transformation fit(PreprocessingStep step, Preprocessor before) {
    if (step instanceof MinMax) {
      return minMax(before);
    }
    if (step instanceof Standardise) {
      return standardisation(before);
    }
    if (step instanceof ClipAndScale) {
      return clippedScaling(before);
    }
    if (step instanceof GlobalContrastNormalisation contrast) {
      return new ContrastNormalisation(contrast.regulariser());
    }
    if (step instanceof ZcaWhitening zca) {
      return whitening(before, zca.epsilon());
    }
    throw new IllegalArgumentException("no statistics for " + step);
  }

  private Transformation minMax(Preprocessor before) {
    FeatureBounds bounds = bounds(before, Change.NONE);
    return new MinMaxScaling(
        each(bounds::low), each(i -> bounds.isConstant(i) ? 1 : bounds.high(i) - bounds.low(i)));
  }

  private Transformation standardisation(Preprocessor before) {
    FeatureMoments moments = moments(before, Change.NONE);
    return new Standardisation(each(moments::mean), each(i -> deviation(moments.variance(i))));
  }

  private Transformation clippedScaling(Preprocessor before) {
    double variance = moments(before, ExampleMean::remove).variance();
    return new ClippedScaling(CLIPPED_DEVIATIONS * deviation(variance));
  }

  private Transformation whitening(Preprocessor before, double epsilon) {
    if (data.inputs() > MOST_WHITENED) {
      throw new DataException(
          String.format(
              "cannot whiten examples of %d values: the covariance of at most %d is computed (leave"
                  + " zca-whitening out of data.preprocessing, or give smaller examples)",
              data.inputs(), MOST_WHITENED));
    }
    FeatureBounds bounds = bounds(before, Change.NONE);
    FeatureMoments moments = moments(before, Change.NONE, bounds);
    long examples = data.examples();
    FeatureProducts products =
        gathered(
            before,
            Change.NONE,
            () -> new FeatureProducts(bounds, moments, examples),
            FeatureProducts.class);
    return new Whitening(each(products::mean), new InverseRoot(epsilon).of(products.covariance()));
  }

  /** What is constant is only shifted. */
  private static double deviation(double variance) {
    return variance == 0 ? 1 : Math.sqrt(variance);
  }

  private double[] each(IntToDoubleFunction statistic) {
    return IntStream.range(0, data.inputs()).mapToDouble(statistic).toArray();
  }

  private FeatureBounds bounds(Preprocessor before, Change change) {
    int inputs = data.inputs();
    return gathered(before, change, () -> new FeatureBounds(inputs), FeatureBounds.class);
  }

  private FeatureMoments moments(Preprocessor before, Change change) {
    return moments(before, change, bounds(before, change));
  }

  private FeatureMoments moments(Preprocessor before, Change change, FeatureBounds bounds) {
    long examples = data.examples();
    return gathered(
        before, change, () -> new FeatureMoments(bounds, examples), FeatureMoments.class);
  }

  private <A extends Accumulator<A>> A gathered(
      Preprocessor before, Change change, Start<A> start, Class<A> type) {
    Broadcast<byte[]> steps =
        JavaSparkContext.fromSparkContext(data.blocks().context()).broadcast(before.toJson());
    List<A> parts =
        data.byGroup(tasks, shards -> part(shards, steps.value(), change, start), type).collect();
    steps.destroy();
    parts.subList(1, parts.size()).forEach(parts.get(0)::merge);
    return parts.get(0);
  }

  private static <A extends Accumulator<A>> A part(
      List<Shard> shards, byte[] steps, Change change, Start<A> start) {
    A gathered = start.get();
    ExampleValues values = new ExampleValues(steps);
    for (Shard shard : shards) {
      for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
        ExampleBlock block = ExampleBlock.of(blocks.next());
        for (int i = 0; i < block.examples(); i++) {
          double[] example = values.of(block, i);
          change.accept(example);
          gathered.add(example);
        }
      }
    }
    return gathered;
  }

  /** What happens to an example before its values are gathered. */
  private interface Change extends Consumer<double[]>, Serializable {
    Change NONE = example -> {};
  }

  /** Begins to gather, on an executor. */
  private interface Start<A> extends Supplier<A>, Serializable {}
}
