package io.lamina.jobs.data.format;

import static io.lamina.jobs.data.Tables.dense;
import static io.lamina.jobs.data.Tables.row;
import static io.lamina.jobs.data.Tables.sparse;
import static io.lamina.jobs.data.Tables.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.jobs.data.TestVector;
import io.lamina.jobs.data.TestVectorType;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Parquet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class ParquetSourceTest {
  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  ParquetSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
  }

  @Test
  void featuresMayBeAnArrayOfAnyNumbers() {
    StructType schema =
        new StructType()
            .add("double", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("float", DataTypes.createArrayType(DataTypes.FloatType))
            .add("int", DataTypes.createArrayType(DataTypes.IntegerType))
            .add("byte", DataTypes.createArrayType(DataTypes.ByteType))
            .add("decimal", DataTypes.createArrayType(DataTypes.createDecimalType(3, 1)));
    Row row =
        row(
            List.of(0.0, 1.0),
            List.of(0f, 1f),
            List.of(0, 1),
            List.of((byte) 0, (byte) 1),
            List.of(new BigDecimal("0.0"), BigDecimal.ONE));
    data.parquet("p", 1, schema, row, row);
    for (String column : schema.fieldNames()) {
      Parquet source = new Parquet("p", column, Optional.empty(), Optional.of(ValueRange.UNIT));
      assertThat(read(source, false))
          .as(column)
          .containsExactly(Example.of(-1, 0, 1), Example.of(-1, 0, 1));
    }
  }

  @Test
  void featuresMayBeVectorsDenseOrSparse() {
    data.parquet(
        "p",
        1,
        Tables.features(Tables.VECTOR),
        row(dense(0.5, 0.0, 1.0)),
        row(sparse(3, List.of(2, 0), 1.0, 0.25)),
        row(sparse(3, List.of())));
    assertThat(read(DataFolder.parquet("p"), false))
        .containsExactly(
            Example.of(-1, 0.5, 0, 1), Example.of(-1, 0.25, 0, 1), Example.of(-1, 0, 0, 0));
  }

  @Test
  void vectorsAreReadWhereTheirClassIsKnown() {
    data.parquet("p", 1, Tables.features(new TestVectorType()), row(new TestVector(0.5, 1)));
    assertThat(spark.read().parquet(directory + "/p").schema().apply("features").dataType())
        .isInstanceOf(TestVectorType.class);
    assertThat(read(DataFolder.parquet("p"), false)).containsExactly(Example.of(-1, 0.5, 1));
  }

  @Test
  void vectorsAreReadWhereTheirClassIsUnknown() throws IOException {
    data.parquet("p", 1, Tables.features(new TestVectorType()), row(new TestVector(0.5, 1)));
    try (Stream<Path> files = Files.list(directory.resolve("p"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("TestVectorType");
        String renamed = bytes.replace("TestVectorType", "GoneVectorType");
        data.bytes("gone.parquet", renamed.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(read(DataFolder.parquet("gone.parquet"), false))
        .containsExactly(Example.of(-1, 0.5, 1));
  }

  @Test
  void labelsMayBeAnyNumbersAndAreReadWhereWanted() {
    StructType schema =
        Tables.DOUBLES
            .add("int", DataTypes.IntegerType)
            .add("long", DataTypes.LongType)
            .add("double", DataTypes.DoubleType)
            .add("byte", DataTypes.ByteType);
    data.parquet("p", 1, schema, row(values(0.5), 2, 2L, 2.0, (byte) 2));
    for (String column : List.of("int", "long", "double", "byte")) {
      assertThat(read(DataFolder.parquet("p", column), true))
          .as(column)
          .containsExactly(Example.of(2, 0.5));
    }
    assertThat(read(DataFolder.parquet("p", "int"), false)).containsExactly(Example.of(-1, 0.5));
  }

  @Test
  void partitionsAreColumns() {
    StructType schema =
        Tables.DOUBLES.add("label", DataTypes.IntegerType).add("day", DataTypes.IntegerType);
    spark
        .createDataFrame(
            List.of(row(values(0.25), 1, 7), row(values(0.5), 2, 7), row(values(0.75), 1, 8)),
            schema)
        .coalesce(1)
        .write()
        .partitionBy("day", "label")
        .parquet(directory + "/p");
    List<Example> all = List.of(Example.of(1, 0.25), Example.of(2, 0.5), Example.of(1, 0.75));
    assertThat(read(DataFolder.parquet("p", "label"), true)).isEqualTo(all);
    assertThat(read(DataFolder.parquet("p/*/*/*.parquet", "label"), true)).isEqualTo(all);
    assertThat(read(DataFolder.parquet("p/day=7", "label"), true)).isEqualTo(all.subList(0, 2));
    assertThat(read(DataFolder.parquet("p/day=7/label=2", "label"), true))
        .isEqualTo(all.subList(1, 2));
    assertThat(read(DataFolder.parquet("p"), false))
        .containsExactly(Example.of(-1, 0.25), Example.of(-1, 0.5), Example.of(-1, 0.75));
  }

  /** Each day has its own partitions, and some are named from inside. */
  @Test
  void partitionsOfSeveralPathsAreColumns() {
    data.parquet("days/1/label=1", 1, Tables.DOUBLES, row(values(0.25)));
    data.parquet("days/1/label=2", 1, Tables.DOUBLES, row(values(0.5)));
    data.parquet("days/2/label=1/deep/er", 1, Tables.DOUBLES, row(values(0.75)));
    List<Example> all = List.of(Example.of(1, 0.25), Example.of(2, 0.5), Example.of(1, 0.75));

    assertThat(labeled("days/1", "days/2")).isEqualTo(all);
    assertThat(labeled("days/2/label=1/deep/er/part-*", "days/1/label=*")).isEqualTo(all);
    assertThat(labeled("days/2/label=1/deep", "days/1/label=2")).isEqualTo(all.subList(1, 3));
    assertThat(labeled("file:" + directory + "/days/1/label=1", "days/2/label=1/deep"))
        .containsExactly(all.get(0), all.get(2));
    assertThat(labeled("days/2/label=1/deep/er")).isEqualTo(all.subList(2, 3));
  }

  @Test
  void severalPathsHaveTheSameColumns() {
    data.parquet("a/label=1", 1, Tables.DOUBLES, row(values(0.25)));
    data.parquet("b", 1, Tables.DOUBLES, row(values(0.5)));

    assertThatThrownBy(() -> labeled("a", "b"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not all files lie in directories of the same columns");
    assertThat(read(DataFolder.parquet("[ab]"), false)).hasSize(2);
  }

  private List<Example> labeled(String... paths) {
    return read(DataFolder.parquet(new SourcePath(List.of(paths)), "label"), true);
  }

  @Test
  void columnsMayHaveAnyNames() {
    StructType schema =
        new StructType()
            .add("x.y z", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("la`bel", DataTypes.IntegerType)
            .add("other", DataTypes.StringType);
    data.parquet("p", 1, schema, row(values(0.5), 1, "text"));
    Parquet source = new Parquet("p", "x.y z", Optional.of("la`bel"), Optional.of(ValueRange.UNIT));
    assertThat(read(source, true)).containsExactly(Example.of(1, 0.5));
  }

  @Test
  void valuesAreMappedFromTheirRange() {
    data.parquet("p", 1, Tables.DOUBLES, row(values(-10.0, 0.0, 30.0)));
    Parquet source =
        new Parquet("p", "features", Optional.empty(), Optional.of(new ValueRange(-10, 30)));
    assertThat(read(source, false)).containsExactly(Example.of(-1, 0, 0.25, 1));
  }

  @Test
  void emptyFilesAmongOthersCountForNothing() {
    data.parquet("p", 5, Tables.DOUBLES, row(values(0.25)), row(values(0.5)));
    assertThat(read(DataFolder.parquet("p"), false))
        .containsExactly(Example.of(-1, 0.25), Example.of(-1, 0.5));
  }

  @Test
  void rowsKeepTheirOrderWhereAFileIsReadInPieces() throws IOException {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    List<Example> wanted = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double value = random.nextDouble();
      rows.add(row(values(value, 1 - value)));
      wanted.add(Example.of(-1, value, 1 - value));
    }
    spark
        .createDataFrame(rows, Tables.DOUBLES)
        .coalesce(1)
        .write()
        .option("parquet.block.size", 4096)
        .option("parquet.page.size", 1024)
        .option("parquet.page.size.row.check.min", 10)
        .option("parquet.enable.dictionary", false)
        .parquet(directory + "/p");
    SparkSession small = spark.newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "8192");
    small.conf().set("spark.sql.files.openCostInBytes", "0");
    Examples examples = data.examples(DataFolder.parquet("p"), false, directory.toString(), small);
    assertThat(examples.rows().getNumPartitions()).isGreaterThan(2);
    assertThat(Example.inOrder(examples)).isEqualTo(wanted);
  }

  private List<Example> read(Parquet source, boolean labeled) {
    return Example.inOrder(data.examples(source, labeled));
  }
}
