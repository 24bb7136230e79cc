package io.lamina.jobs.data.select;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import scala.Tuple2;

/**
 * Holds out a share of labeled examples: of each class the same share, at least one example where
 * there are two or more, and never all. The seed says which.
 */
public final class HeldOutLabels {
  private final int classes;
  private final double share;
  private final long seed;

  /**
   * @param share above 0 and below 1
   */
  public HeldOutLabels(int classes, double share, long seed) {
    this.classes = classes;
    this.share = share;
    this.seed = seed;
  }

  /**
   * The two sides, each under new indices from 0, in the order of the old ones.
   *
   * @param learned to learn from
   * @param heldOut the others
   */
  public record Sides(Examples learned, Examples heldOut) {
    public Sides {
      requireNonNull(learned, "learned is null");
      requireNonNull(heldOut, "heldOut is null");
    }
  }

  /**
   * Divides examples.
   *
   * @throws DataException if no class has two
   */
  public Sides of(Examples all) {
    int[] ofEach = ofEach(LabelDraw.counts(all, classes));
    if (Arrays.stream(ofEach).sum() == 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "cannot hold out a part of %s by class: of its %s no class has two (give more"
                  + " labeled examples, or data.validation a source of its own)",
              all.name(),
              new Counted(all.count(), "example")));
    }
    Set<Long> chosen = LabelDraw.lowest(all, ofEach, seed);
    Roaring64Bitmap bits = new Roaring64Bitmap();
    chosen.forEach(bits::add);
    Broadcast<Roaring64Bitmap> sent =
        JavaSparkContext.fromSparkContext(all.rows().context()).broadcast(bits);
    JavaPairRDD<Long, byte[]> heldOut =
        all.rows()
            .filter(row -> sent.value().contains(row._1()))
            .mapToPair(row -> new Tuple2<>(sent.value().rankLong(row._1()) - 1, row._2()));
    JavaPairRDD<Long, byte[]> learned =
        all.rows()
            .filter(row -> !sent.value().contains(row._1()))
            .mapToPair(row -> new Tuple2<>(row._1() - sent.value().rankLong(row._1()), row._2()));
    return new Sides(
        all.some(learned, all.count() - chosen.size()), all.some(heldOut, chosen.size()));
  }

  private int[] ofEach(long[] counts) {
    return Arrays.stream(counts).mapToInt(this::heldOut).toArray();
  }

  private int heldOut(long count) {
    return count < 2
        ? 0
        : Math.toIntExact(Math.max(1, Math.min(count - 1, Math.round(share * count))));
  }
}
