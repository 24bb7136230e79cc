package io.lamina.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.DataReader;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.jobs.data.source.DataException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.data.SourceText;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class TableScorerTest {
  private static final int ROWS = 1100;
  private static final List<ScoreColumn> ALL = List.of(ScoreColumn.values());
  private static final StructType TABLE =
      new StructType()
          .add("day", DataTypes.StringType)
          .add("pixels", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("kind", DataTypes.DoubleType)
          .add("note", DataTypes.StringType);

  @TempDir private Path directory;
  private final SparkSession spark;
  private final String[] lines = SampleModel.table(ROWS, 5);
  private DataFolder data;
  private SampleModel models;

  TableScorerTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void write() {
    data =
        new DataFolder(directory, spark)
            .text("train.csv", SampleModel.table(100, 4))
            .text("new.csv", lines);
    models = new SampleModel(directory, spark);
  }

  private Dataset<Row> scored(PublishedNetwork network, DataSource source) {
    return scored(network, source, ALL);
  }

  private Dataset<Row> scored(
      PublishedNetwork network, DataSource source, List<ScoreColumn> columns) {
    try (DataReader reader = models.reader(network.plan())) {
      return new TableScorer(spark, Devices.find().here(DeviceChoice.AUTO).kind())
          .scored(reader.records(source, network.input()), network, columns);
    }
  }

  private static DataSource like(PublishedNetwork network, String path, String... keys) {
    return SourceText.of(network.plan().data().unlabeled()).read(Optional.of(path), List.of(keys));
  }

  private Location output(String name) throws IOException {
    return Location.of(directory.resolve(name).toUri().toString(), new Configuration());
  }

  @Test
  void theRowsOfATableGetWhatDl4jMakesOfThemAndKeepTheirCells() throws IOException {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    List<Expected.Row> expected = new Expected(network).rows(List.of(lines).subList(1, ROWS + 1));

    long written =
        new ScoredParquet(spark, note -> {})
            .write(scored(network, like(network, "new.csv")), output("some/scores"));

    Dataset<Row> read = spark.read().parquet(directory.resolve("some/scores").toString());
    assertThat(read.columns())
        .containsExactly(
            "id",
            "width",
            "height",
            "colour",
            "kind",
            "prediction",
            "probabilities",
            "codes",
            "reconstruction_error");
    assertThat(written).isEqualTo(ROWS);
    List<Row> rows = new ArrayList<>(read.collectAsList());
    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      int index = Integer.parseInt(row.getString(0).substring("row-".length()));
      assertThat(Stream.of(0, 1, 2, 3, 4).map(row::getString))
          .containsExactly(lines[index + 1].split(",", -1));
      assertLike(row, expected.get(index));
    }
    assertThat(directory.resolve("some/scores/_SUCCESS")).exists();
    assertThat(files("some")).containsExactly("scores");
  }

  private static void assertLike(Row row, Expected.Row expected) {
    assertThat(row.<String>getAs("prediction"))
        .isEqualTo(SampleModel.CLASSES.get(expected.prediction));
    assertThat(floats(row, "probabilities")).containsExactly(expected.probabilities, within(1e-6f));
    assertThat(floats(row, "codes")).containsExactly(expected.codes, within(1e-6f));
    assertThat(row.<Double>getAs("reconstruction_error"))
        .isCloseTo(expected.error, within(1e-6 * Math.max(1, expected.error)));
  }

  private static float[] floats(Row row, String column) {
    List<Float> values = row.getList(row.fieldIndex(column));
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private List<String> files(String below) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(below))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind", "4"})
  void aTableWithoutLabelsIsScoredToo(String label) {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    data.text(
        "unlabeled.csv",
        Arrays.stream(lines)
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toArray(String[]::new));

    List<ScoreColumn> asked = List.of(ScoreColumn.PREDICTION);

    assertThat(
            scored(network, like(network, "unlabeled.csv", "label=" + label), asked)
                .select("prediction")
                .collectAsList())
        .isEqualTo(
            scored(network, like(network, "new.csv"), asked).select("prediction").collectAsList());
  }

  private PublishedNetwork ofPixels() {
    Row[] rows = {
      Tables.row("mo", Tables.values(0.0, 0.5, 1.0), 0.0, "a"),
      Tables.row("tu", Tables.values(1.0, 0.25, 0.5), 1.0, "b"),
      Tables.row("we", Tables.values(0.5, 0.75, 0.0), 2.0, null)
    };
    data.parquet("pixels.parquet", 2, TABLE, rows);
    return models.publish(
        SampleModel.data("{format: parquet, path: pixels.parquet, features: pixels, label: kind}"),
        9);
  }

  @Test
  void aParquetTableKeepsItsColumnsAndTypes() {
    PublishedNetwork network = ofPixels();

    Dataset<Row> scored = scored(network, like(network, "pixels.parquet"));

    assertThat(scored.drop("prediction", "probabilities", "codes", "reconstruction_error").schema())
        .isEqualTo(spark.read().parquet(directory.resolve("pixels.parquet").toString()).schema());
    assertThat(scored.select("day", "pixels", "kind", "note").collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            spark.read().parquet(directory.resolve("pixels.parquet").toString()).collectAsList());
    assertThat(scored.schema().apply("prediction").dataType()).isEqualTo(DataTypes.IntegerType);
    assertThat(scored.collectAsList())
        .allSatisfy(
            row -> {
              assertThat(floats(row, "probabilities")).hasSize(3);
              assertThat(floats(row, "codes")).hasSize(4);
            });
  }

  @Test
  void aTableOfSparksIsScoredAsTheSameFilesAre() {
    PublishedNetwork network = ofPixels();
    DataSource spark =
        SourceText.ofFormat("spark")
            .read(Optional.of("pixels.parquet"), List.of("reader=parquet", "features=[pixels]"));

    assertThat(scored(network, spark).sort("day").collectAsList())
        .isEqualTo(scored(network, like(network, "pixels.parquet")).sort("day").collectAsList());
  }

  @Test
  void examplesThatAreNoTableHaveTheirIndexAndLabel() {
    PublishedNetwork network = ofPixels();
    data.bytes("images", DataFolder.idx(new byte[3 * 3], 3, 3));
    data.bytes("labels", DataFolder.idx(new byte[] {2, 0, 1}, 3));
    DataSource idx =
        SourceText.ofFormat("idx").read(Optional.of("images"), List.of("labels=labels"));

    List<Row> rows = scored(network, idx).select("index", "label", "codes").collectAsList();

    assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L);
    assertThat(rows).extracting(row -> row.getInt(1)).containsExactly(2, 0, 1);
  }

  @Test
  void onlyWhatIsAskedForIsAdded() {
    PublishedNetwork network = ofPixels();

    Dataset<Row> scored =
        scored(
            network,
            like(network, "pixels.parquet"),
            List.of(ScoreColumn.RECONSTRUCTION_ERROR, ScoreColumn.PREDICTION));

    assertThat(scored.columns())
        .containsExactly("day", "pixels", "kind", "note", "reconstruction_error", "prediction");
  }

  @Test
  void examplesOfAnotherShapeAreRefused() {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    data.bytes("images", DataFolder.idx(new byte[2 * 6], 2, 2, 3));
    DataSource idx = SourceText.ofFormat("idx").read(Optional.of("images"), List.of());

    assertThatThrownBy(() -> scored(network, idx))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "images has examples of 6 values (2x3), the unlabeled examples have 5");
  }

  @Test
  void aMissingColumnIsNamed() {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    data.text("narrow.csv", "id,width,colour,kind", "a,1.0,red,low");

    assertThatThrownBy(() -> scored(network, like(network, "narrow.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no input column is called 'height'");
  }

  @Test
  void aColumnThatIsThereIsNotReplaced() {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    data.text("twice.csv", "id,width,height,colour,kind,codes", "a,1.0,2.0,red,low,x");
    DataSource twice =
        like(
            network,
            "twice.csv",
            "columns=[{column: id, kind: ignored}, {column: codes, kind: ignored}, {column: colour,"
                + " kind: categorical}]");

    assertThatThrownBy(() -> scored(network, twice))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has a column 'codes' already");
    assertThat(scored(network, twice, List.of(ScoreColumn.PREDICTION)).collectAsList()).hasSize(1);
  }

  @Test
  void aRowThatCannotBeScoredLeavesNothingBehind() throws IOException {
    PublishedNetwork network = models.publish(SampleModel.NAMED_CSV, 1);
    lines[ROWS] = lines[ROWS].replaceFirst(",.*?,", ",wide,");
    data.text("broken.csv", lines);
    Dataset<Row> scored = scored(network, like(network, "broken.csv"));

    assertThatThrownBy(
            () -> new ScoredParquet(spark, note -> {}).write(scored, output("some/scores")))
        .hasStackTraceContaining("broken.csv:" + (ROWS + 1) + ": 'wide' in column 1");
    assertThat(files("some")).isEmpty();
  }
}
