package io.lamina.jobs.data;

import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Examples;
import io.lamina.jobs.data.source.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Examples without files: number i has the one value i and the label i mod 3. */
public final class NumberedExamples {
  private final JavaSparkContext spark;

  public NumberedExamples(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  public Examples of(int count, int partitions) {
    return claiming(count, count, partitions);
  }

  /** Examples that are not as many as they were counted to be. */
  public Examples claiming(int counted, int count, int partitions) {
    List<Tuple2<Long, byte[]>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Tuple2<>((long) i, ExampleRow.ofFloats(i % 3, new float[] {i})));
    }
    return new Examples(
        "numbers",
        spark.parallelizePairs(rows, partitions),
        counted,
        new ExampleLayout(1, ValueFormat.FLOAT, Optional.empty(), List.of()));
  }
}
