package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.generator.PictureGenerator;
import io.lamina.zoo.plan.data.images.GeneratedPictures;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Draws pictures on the executors; nothing is read. */
public final class GeneratedSource implements ExampleSource {
  private final GeneratedPictures source;
  private final Seeded generator;
  private final JavaSparkContext spark;

  /** Makes the generator of a seed, on an executor. */
  public interface Seeded extends Serializable {
    PictureGenerator of(long seed);
  }

  public GeneratedSource(GeneratedPictures source, Seeded generator, JavaSparkContext spark) {
    this.source = source;
    this.generator = generator;
    this.spark = spark;
  }

  @Override
  public Examples read(boolean labeled) {
    long count = source.count();
    long seed = source.seed();
    Seeded seeded = generator;
    int pieces = (int) Math.min(count, spark.defaultParallelism());
    JavaPairRDD<Long, byte[]> rows =
        spark
            .parallelize(IntStream.range(0, pieces).boxed().toList(), pieces)
            .flatMapToPair(
                piece ->
                    rows(
                        seeded.of(seed),
                        count * piece / pieces,
                        count * (piece + 1) / pieces,
                        labeled));
    return new Examples(
        source.words() + " " + seed,
        rows,
        count,
        ExampleLayout.ofPictures(source.shape(), ValueFormat.UNSIGNED_BYTE));
  }

  private static Iterator<Tuple2<Long, byte[]>> rows(
      PictureGenerator pictures, long first, long end, boolean labeled) {
    return LongStream.range(first, end).mapToObj(index -> row(pictures, index, labeled)).iterator();
  }

  private static Tuple2<Long, byte[]> row(PictureGenerator pictures, long index, boolean labeled) {
    int label = labeled ? pictures.label(index) : ExampleRow.NO_LABEL;
    return new Tuple2<>(index, ExampleRow.ofBytes(label, pictures.pixels(index)));
  }
}
