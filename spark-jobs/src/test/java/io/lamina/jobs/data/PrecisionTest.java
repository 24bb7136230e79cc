package io.lamina.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.Standardise;
import io.lamina.zoo.plan.preprocessing.Transformation;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values whose differences are below what a 32-bit float holds there: seconds since 1970, 7 apart,
 * beside a small column.
 */
@ExtendWith(LocalSpark.class)
class PrecisionTest {
  private static final int EXAMPLES = 1300;
  private static final int VALUES = 13;

  private final DataFolder data;

  PrecisionTest(SparkSession spark, @TempDir Path directory) {
    this.data = new DataFolder(directory, spark);
  }

  @Test
  void linesOfText() {
    data.text(
        "seconds.csv",
        IntStream.range(0, EXAMPLES)
            .mapToObj(i -> seconds(i) + "," + small(i))
            .toArray(String[]::new));
    standardised(new Csv("seconds.csv", false, Optional.empty(), Optional.empty(), List.of()));
  }

  @Test
  void longsOfParquet() {
    table(
        DataTypes.LongType,
        IntStream.range(0, EXAMPLES)
            .mapToObj(i -> Tables.row(List.of(seconds(i), i % 2L)))
            .toArray(Row[]::new));
  }

  @Test
  void doublesOfParquet() {
    table(
        DataTypes.DoubleType,
        IntStream.range(0, EXAMPLES)
            .mapToObj(i -> Tables.row(List.of((double) seconds(i), small(i))))
            .toArray(Row[]::new));
  }

  private void table(DataType type, Row... rows) {
    data.parquet("seconds", 3, Tables.features(DataTypes.createArrayType(type)), rows);
    standardised(new Parquet("seconds", "features", Optional.empty(), Optional.empty()));
  }

  private static long seconds(int i) {
    return 1_700_000_000L + 7L * (i % VALUES);
  }

  private static double small(int i) {
    return 0.25 * (i % 2);
  }

  /** Every of the 13 values stands as often as any: their deviation is 7 √((13² - 1) / 12). */
  private void standardised(DataSource source) {
    double deviation = 7 * Math.sqrt((VALUES * VALUES - 1) / 12.0);
    assertThat(deviation).isCloseTo(26.19, within(0.005));
    DataReader reader =
        data.reader(DataFolder.withSteps(source, List.of(new Standardise(), new MinMax())), 4, 1);
    Preprocessor preprocessor = reader.preprocessor();
    double[] first = {seconds(0), 0};
    double[] second = {seconds(1), 0};
    Transformation fitted = preprocessor.steps().get(0);
    fitted.apply(first);
    fitted.apply(second);
    assertThat(7 / (second[0] - first[0])).isCloseTo(deviation, within(1e-3));
    try (ShardedDataset shards = reader.unlabeled(preprocessor).learned()) {
      List<Double> found =
          shards.blocks().collect().stream()
              .map(ExampleBlock::of)
              .flatMap(
                  block ->
                      IntStream.range(0, block.examples())
                          .mapToObj(i -> (double) block.examplesAndLabels().values()[2 * i]))
              .distinct()
              .sorted()
              .toList();
      assertThat(found).hasSize(VALUES);
      for (int k = 0; k < VALUES; k++) {
        assertThat(found.get(k)).isCloseTo(k / (VALUES - 1.0), within(1e-6));
      }
    }
  }
}
