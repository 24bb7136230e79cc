package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Draws digits on the executors; nothing is read. */
public final class GeneratedSource implements ExampleSource {
  private final GeneratedDigits source;
  private final JavaSparkContext spark;

  public GeneratedSource(GeneratedDigits source, JavaSparkContext spark) {
    this.source = source;
    this.spark = spark;
  }

  @Override
  public Examples read(boolean labeled) {
    long count = source.count();
    long seed = source.seed();
    int pieces = (int) Math.min(count, spark.defaultParallelism());
    JavaPairRDD<Long, byte[]> rows =
        spark
            .parallelize(IntStream.range(0, pieces).boxed().toList(), pieces)
            .flatMapToPair(
                piece -> rows(seed, count * piece / pieces, count * (piece + 1) / pieces, labeled));
    return new Examples(
        "generated digits " + seed,
        rows,
        count,
        ExampleLayout.ofPictures(GeneratedDigits.SHAPE, ValueFormat.UNSIGNED_BYTE));
  }

  private static Iterator<Tuple2<Long, byte[]>> rows(
      long seed, long first, long end, boolean labeled) {
    DigitGenerator digits = new DigitGenerator(seed);
    return LongStream.range(first, end).mapToObj(index -> row(digits, index, labeled)).iterator();
  }

  private static Tuple2<Long, byte[]> row(DigitGenerator digits, long index, boolean labeled) {
    int label = labeled ? digits.label(index) : ExampleRow.NO_LABEL;
    return new Tuple2<>(index, ExampleRow.ofBytes(label, digits.pixels(index)));
  }
}
