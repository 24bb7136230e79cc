package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same examples in any files, of any format, are in the same shards in the same order. */
@ExtendWith(LocalSpark.class)
class ShardIndependenceTest {
  private static final int EXAMPLES = 200;
  private static final int SHARDS = 7;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  ShardIndependenceTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Example i has the values i and 255 - i, of 255, and the label i mod 3. */
  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    String[] lines = new String[EXAMPLES];
    Row[] rows = new Row[EXAMPLES];
    byte[] bytes = new byte[2 * EXAMPLES];
    byte[] labels = new byte[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      lines[i] = i + "," + (255 - i) + "," + i % 3;
      rows[i] = Tables.row(List.of(i, 255 - i), i % 3);
      bytes[2 * i] = (byte) i;
      bytes[2 * i + 1] = (byte) (255 - i);
      labels[i] = (byte) (i % 3);
    }
    data.text("one.csv", lines);
    int[] cuts = {0, 1, 60, 61, 150, EXAMPLES};
    for (int k = 0; k + 1 < cuts.length; k++) {
      data.text("five/" + k + ".csv", Arrays.copyOfRange(lines, cuts[k], cuts[k + 1]));
    }
    var schema =
        Tables.features(DataTypes.createArrayType(DataTypes.IntegerType))
            .add("label", DataTypes.IntegerType);
    data.parquet("one.parquet", 1, schema, rows).parquet("seven.parquet", 7, schema, rows);
    byte[] images = DataFolder.idx(bytes, EXAMPLES, 2);
    data.bytes("images", images).bytes("images.gz", DataFolder.packed(images));
    data.bytes("labels", DataFolder.idx(labels, EXAMPLES));
  }

  @Test
  void filesPartitionsAndFormatsDoNotMatter() {
    List<List<Integer>> one = dealt(csv("one.csv"), 1, true);
    assertThat(one).hasSize(SHARDS);
    assertThat(one.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(java.util.stream.IntStream.range(0, EXAMPLES).boxed().toList());
    for (DataSource same :
        List.of(
            csv("five"),
            csv("five/*.csv"),
            parquet("one.parquet"),
            parquet("seven.parquet"),
            DataFolder.idx("images", "labels"),
            DataFolder.idx("images.gz", "labels"))) {
      assertThat(dealt(same, 1, true)).as(same.toString()).isEqualTo(one);
    }
  }

  @Test
  void seedsAndPartsOfThePlanMatter() {
    List<List<Integer>> one = dealt(csv("one.csv"), 1, true);
    assertThat(dealt(csv("one.csv"), 2, true)).isNotEqualTo(one);
    assertThat(dealt(csv("one.csv"), 1, false)).isNotEqualTo(one);
  }

  @Test
  void aDrawnPartIsTheSameToo() {
    List<List<Integer>> one = drawn(csv("one.csv"), 1);
    assertThat(one.stream().mapToInt(List::size).sum()).isEqualTo(30);
    assertThat(drawn(csv("five"), 1)).isEqualTo(one);
    assertThat(drawn(parquet("seven.parquet"), 1)).isEqualTo(one);
    assertThat(drawn(csv("one.csv"), 2)).isNotEqualTo(one);
  }

  private List<List<Integer>> drawn(DataSource source, long seed) {
    DataPlan plan =
        new DataPlan(
            source,
            Optional.of(source),
            Optional.of(30),
            source,
            Optional.of(3),
            Optional.empty(),
            List.of());
    try (ShardedDataset drawn = labeled(data.reader(plan, SHARDS, seed))) {
      return numbers(drawn, true);
    }
  }

  private List<List<Integer>> dealt(DataSource source, long seed, boolean labeled) {
    DataReader reader = data.reader(DataFolder.data(source), SHARDS, seed);
    try (ShardedDataset dealt = labeled ? labeled(reader) : unlabeled(reader)) {
      return numbers(dealt, labeled);
    }
  }

  private static ShardedDataset labeled(DataReader reader) {
    return reader.labeled(reader.preprocessor()).learned();
  }

  private static ShardedDataset unlabeled(DataReader reader) {
    return reader.unlabeled(reader.preprocessor()).learned();
  }

  /** The examples of each shard by their numbers; checks that they are whole. */
  private static List<List<Integer>> numbers(ShardedDataset dealt, boolean labeled) {
    List<List<Integer>> shards = new ArrayList<>();
    for (List<Example> shard : Example.byShard(dealt.blocks())) {
      List<Integer> numbers = new ArrayList<>();
      for (Example example : shard) {
        int number = Math.round(example.values().get(0) * 255);
        assertThat(Math.round(example.values().get(1) * 255)).isEqualTo(255 - number);
        assertThat(example.label()).isEqualTo(labeled ? number % 3 : -1);
        numbers.add(number);
      }
      shards.add(numbers);
    }
    return shards;
  }

  private static DataSource csv(String path) {
    return new Csv(
        path,
        false,
        Optional.of(CsvLabel.numbers(2)),
        Optional.of(new ValueRange(0, 255)),
        List.of());
  }

  private static DataSource parquet(String path) {
    return new Parquet(path, "features", Optional.of("label"), Optional.of(new ValueRange(0, 255)));
  }
}
