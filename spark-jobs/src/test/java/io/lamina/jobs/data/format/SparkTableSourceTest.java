package io.lamina.jobs.data.format;

import static io.lamina.jobs.data.Tables.dense;
import static io.lamina.jobs.data.Tables.row;
import static io.lamina.jobs.data.Tables.sparse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.jobs.data.TestVector;
import io.lamina.jobs.data.TestVectorType;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import io.lamina.zoo.preprocessing.InputColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class SparkTableSourceTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("part", DataTypes.DoubleType)
          .add("count", DataTypes.IntegerType)
          .add("flag", DataTypes.BooleanType)
          .add("kind", DataTypes.IntegerType)
          .add("text", DataTypes.StringType);

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  SparkTableSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
  }

  /** Rows with many equals among them, shuffled. */
  private static List<Row> rows(int count, long shuffle) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = i % 40;
      rows.add(row((long) i, value / 40.0, i % 2, i % 3 == 0, i % 3, "text"));
    }
    Collections.shuffle(rows, new Random(shuffle));
    return rows;
  }

  private void write(String reader, String name, int files, List<Row> rows) {
    table(rows, files, SCHEMA).write().format(reader).save(directory.resolve(name).toString());
  }

  private Dataset<Row> table(List<Row> rows, int files, StructType schema) {
    return spark.createDataFrame(rows, schema).repartition(files);
  }

  private static SparkTable source(TablePlace place, Optional<String> key, String... features) {
    return new SparkTable(
        place, List.of(features), Optional.of("kind"), key, Optional.of(ValueRange.UNIT));
  }

  @ParameterizedTest
  @CsvSource({"json, ", "orc, id", "avro, "})
  void twoShuffledCopiesOfATableGiveTheSameShards(String reader, String key) {
    write(reader, "one", 2, rows(200, 1));
    write(reader, "other", 5, rows(200, 2));

    assertThat(shards(reader, "one", key)).isEqualTo(shards(reader, "other", key));
  }

  /** The bytes of every block, in hexadecimal digits. */
  private List<String> shards(String reader, String name, String key) {
    SparkTable source =
        source(TablePlace.files(reader, name), Optional.ofNullable(key), "part", "count", "flag");
    Examples examples = data.examples(source, true);
    assertThat(examples.count()).isEqualTo(200);
    try (ShardedDataset dealt = ShardedDataset.of(examples, 3, RandomKey.of(4))) {
      return dealt.blocks().collect().stream().map(HexFormat.of()::formatHex).toList();
    }
  }

  @Test
  void everyRowIsOneExampleWithTheNamesOfItsColumns() {
    write("json", "t", 2, rows(100, 1));
    SparkTable source =
        source(TablePlace.files("json", "t"), Optional.empty(), "flag", "part", "count");

    Examples examples = data.examples(source, true);

    List<Example> wanted = new ArrayList<>();
    for (Row row : rows(100, 7)) {
      wanted.add(
          Example.of(row.getInt(4), row.getBoolean(3) ? 1 : 0, row.getDouble(1), row.getInt(2)));
    }
    assertThat(Example.inOrder(examples)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(examples.layout().columns())
        .extracting(InputColumn::name)
        .containsExactly("flag", "part", "count");
  }

  @Test
  void anExampleWithAKeyStaysWhereItIsWhenItsValuesChange() {
    List<Row> before = rows(60, 1);
    List<Row> after = new ArrayList<>();
    for (Row row : before) {
      boolean changed = row.getLong(0) == 17;
      after.add(
          row(row.get(0), changed ? 0.99 : row.get(1), row.get(2), row.get(3), row.get(4), ""));
    }
    write("orc", "before", 2, before);
    write("orc", "after", 2, after);

    List<Example> old = keyed("before");
    List<Example> now = keyed("after");

    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        different.add(i);
      }
    }
    assertThat(different).hasSize(1);
    assertThat(now.get(different.get(0)).values().get(0)).isEqualTo(0.99f);
  }

  private List<Example> keyed(String name) {
    return Example.inOrder(
        data.examples(
            source(TablePlace.files("orc", name), Optional.of("id"), "part", "count"), true));
  }

  @Test
  void tablesOfTheCatalogAndQueriesAreRead() {
    table(rows(30, 1), 2, SCHEMA).createOrReplaceTempView("measured");
    try {
      TablePlace table =
          new TablePlace(
              Optional.empty(),
              Collections.emptySortedMap(),
              Optional.empty(),
              Optional.of("measured"),
              Optional.empty());
      TablePlace query =
          query(
              "SELECT CAST(id AS DOUBLE) / 100 AS part, kind FROM measured WHERE flag -- not all");
      assertThat(data.examples(source(table, Optional.empty(), "count"), true).count())
          .isEqualTo(30);
      assertThat(Example.inOrder(data.examples(source(query, Optional.empty(), "part"), true)))
          .hasSize(10)
          .contains(Example.of(0, 0.27));
    } finally {
      spark.catalog().dropTempView("measured");
    }
  }

  private static TablePlace query(String query) {
    return new TablePlace(
        Optional.empty(),
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(query));
  }

  @Test
  void aQueryThatWritesIsRefusedUnrun() {
    Path out = directory.resolve("out");
    for (String writing :
        List.of(
            "INSERT OVERWRITE DIRECTORY '" + out + "' USING parquet SELECT 1 AS x",
            "SELECT 1 AS x) INSERT OVERWRITE DIRECTORY '" + out + "' USING json (SELECT 1 AS x",
            "SELECT 1 AS x; DROP VIEW IF EXISTS measured",
            "CREATE TEMPORARY VIEW written AS SELECT 1 AS x")) {
      assertRefused(
          source(query(writing), Optional.empty(), "x"),
          "cannot read query '" + writing + "': Syntax error at or near",
          "(query must be one SELECT statement)");
    }
    assertThat(out).doesNotExist();
    assertThat(spark.catalog().tableExists("written")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT y AS x FROM (SELECT 1 AS z), A column",
    "SELECT 1 AS x FROM gone, The table or view `gone` cannot be found",
    "SELECT 1 / 0 AS x, Division by zero",
    "SELECT CAST('a' AS INT) AS x, The value 'a' of the type \"STRING\" cannot be cast"
  })
  void whatIsWrongInAQueryIsToldAsSparkSaysIt(String query, String reason) {
    SparkTable source =
        new SparkTable(
            query(query),
            List.of("x"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ValueRange.UNIT));
    assertThatThrownBy(() -> Example.inOrder(data.examples(source, false)))
        .satisfies(
            thrown ->
                assertThat(DataException.unreadable("t", thrown).getMessage())
                    .startsWith("cannot read query '" + query + "': " + reason)
                    .doesNotContain("is it whole", "SQLSTATE", ": ["));
  }

  @Test
  void aDotInANameIsADot() {
    data.text("t.json", "{\"a.b\": 1, \"kind\": 0}");
    assertThat(
            Example.inOrder(
                data.examples(
                    source(TablePlace.files("json", "t.json"), Optional.empty(), "a.b"), true)))
        .containsExactly(Example.of(0, 1));
  }

  @Test
  void optionsGoToTheReader() {
    data.text("t.csv", "0.25;1", "0.5;0");
    TablePlace place =
        new TablePlace(
            Optional.of("csv"),
            new TreeMap<>(Map.of("sep", ";", "inferSchema", "true")),
            Optional.of(SourcePath.of("t.csv")),
            Optional.empty(),
            Optional.empty());
    SparkTable source =
        new SparkTable(
            place, List.of("_c0"), Optional.of("_c1"), Optional.empty(), Optional.empty());
    assertThat(Example.inOrder(data.examples(source, true)))
        .containsExactlyInAnyOrder(Example.of(1, 0.25), Example.of(0, 0.5));
  }

  @Test
  void arraysAndVectorsStandBesideNumbers() {
    StructType schema =
        new StructType()
            .add("numbers", DataTypes.createArrayType(DataTypes.FloatType))
            .add("stored", Tables.VECTOR)
            .add("one", DataTypes.LongType);
    List<Row> rows =
        List.of(
            row(List.of(0.5f, 0.25f), dense(1.0, 0.0), 1L),
            row(List.of(0.0f, 0.75f), sparse(2, List.of(1), 0.5), 0L));
    table(rows, 1, schema).write().orc(directory.resolve("t").toString());
    SparkTable source =
        new SparkTable(
            TablePlace.files("orc", "t"),
            List.of("stored", "one", "numbers"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ValueRange.UNIT));

    Examples examples = data.examples(source, false);

    assertThat(Example.inOrder(examples))
        .containsExactlyInAnyOrder(
            Example.of(-1, 1, 0, 1, 0.5, 0.25), Example.of(-1, 0, 0.5, 0, 0, 0.75));
    assertThat(examples.layout().columns()).isEmpty();
  }

  @Test
  void vectorsAreReadWhereTheirClassIsKnown() {
    table(List.of(row(new TestVector(0.5, 1))), 1, Tables.features(new TestVectorType()))
        .write()
        .parquet(directory.resolve("t").toString());
    SparkTable source =
        new SparkTable(
            TablePlace.files("parquet", "t"),
            List.of("features"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ValueRange.UNIT));
    assertThat(Example.inOrder(data.examples(source, false)))
        .containsExactly(Example.of(-1, 0.5, 1));
  }

  @Test
  void whatCannotBeReadIsNamedWithItsRemedy() {
    write("json", "t", 1, rows(3, 1));
    TablePlace place = TablePlace.files("json", "t");

    assertRefused(
        source(place, Optional.empty(), "gone"),
        "/t has no column 'gone', it has count, flag, id, kind, part, text (set features to one"
            + " of");
    assertRefused(
        source(place, Optional.empty(), "text"),
        "/t: column 'text' is string, must be a number, true or false, an array of numbers or an"
            + " ML");
    assertRefused(
        source(place, Optional.of("gone"), "part"), "has no column 'gone'", "set key to one of");
    assertRefused(
        source(place, Optional.empty(), "id"),
        "/t, the row with id: 2, column 'id': value 2.0 is not in [0.0, 1.0] (correct the data,");
    assertRefused(
        source(place, Optional.of("text"), "id"), "/t, the row with key text, column 'id'");
    assertRefused(
        source(TablePlace.files("json", "gone"), Optional.empty(), "a"), "gone", "no such file");
    assertRefused(
        source(TablePlace.files("orcc", "t"), Optional.empty(), "a"),
        "there is no reader 'orcc' (set reader to one of those that are always there, avro, csv,");
  }

  private void assertRefused(SparkTable source, String... parts) {
    assertRefused(source, true, parts);
  }

  private void assertUnlabeledRefused(SparkTable source, String... parts) {
    assertRefused(source, false, parts);
  }

  private void assertRefused(SparkTable source, boolean labeled, String... parts) {
    assertThatThrownBy(() -> Example.inOrder(data.examples(source, labeled)))
        .satisfies(
            thrown ->
                assertThat(DataException.unreadable("t", thrown).getMessage()).contains(parts));
  }

  @Test
  void readersOfFilesGetEachFileThatIsWholeOnce() throws IOException {
    data.text("t/kind=1/a.json", "{\"x\": 0.5}")
        .text("t/kind=1/c.json.tmp", "{\"x\": 1}")
        .text("t/kind=0/b.json._COPYING_", "{\"x\": 1}")
        .text("t/kind=0/d.json", "{\"x\": 0.25}");
    Files.createSymbolicLink(
        data.path("t/kind=1/e.json"), data.path("t/kind=1/a.json").toAbsolutePath());

    for (String path : List.of("t", "t/kind=*", "t/kind=*/*")) {
      assertThat(
              Example.inOrder(
                  data.examples(
                      source(TablePlace.files("json", path), Optional.empty(), "x"), true)))
          .containsExactlyInAnyOrder(Example.of(1, 0.5), Example.of(0, 0.25));
    }
    assertThat(data.notes())
        .anyMatch(note -> note.contains("/c.json.tmp"))
        .anyMatch(note -> note.contains("/b.json._COPYING_"))
        .anyMatch(note -> note.contains("/e.json"));
  }

  @Test
  void partitionsBeginWhereThePlanSays() {
    data.text("t/run=1/kind=1/a.json", "{\"x\": 0.5}");
    TablePlace place =
        new TablePlace(
            Optional.of("json"),
            new TreeMap<>(Map.of("basePath", data.path("t/run=1").toString())),
            Optional.of(SourcePath.of("t")),
            Optional.empty(),
            Optional.empty());
    assertRefused(source(place, Optional.empty(), "run"), "has no column 'run', it has x, kind");
  }

  @Test
  void severalPathsAreOneTable() {
    data.text("days/1/kind=1/a.json", "{\"x\": 0.5}").text("days/1/kind=2/a.json", "{\"x\": 1}");
    data.text("days/2/kind=1/deep/b.json", "{\"x\": 0.25}");
    assertThat(Example.inOrder(data.examples(listed("json", "days/1", "days/2/kind=1/deep"), true)))
        .containsExactlyInAnyOrder(Example.of(1, 0.5), Example.of(2, 1), Example.of(1, 0.25));
    assertRefused(
        listed("rate", "a", "b", "c"),
        "/a and 2 more: the reader rate takes one path, and there are 3 (name one, or a table");
  }

  private static SparkTable listed(String reader, String... paths) {
    TablePlace place =
        new TablePlace(
            Optional.of(reader),
            Collections.emptySortedMap(),
            Optional.of(new SourcePath(List.of(paths))),
            Optional.empty(),
            Optional.empty());
    return new SparkTable(
        place, List.of("x"), Optional.of("kind"), Optional.empty(), Optional.of(ValueRange.UNIT));
  }

  @Test
  void filesOfWhichSomeLieInPartitionsAreNoTable() {
    data.text("t/kind=1/a.json", "{\"x\": 0.5}").text("t/b.json", "{\"x\": 0.5}");
    assertRefused(
        source(TablePlace.files("json", "t"), Optional.empty(), "x"),
        "/t: not all files lie in directories of the same columns, such as label=3");
  }

  @Test
  void filesOfAnotherFormatAreSaidToBe() {
    data.text("t/kind=1/a.csv", "x,y", "1,2").text("empty.json");
    for (String path : List.of("t", "empty.json")) {
      assertRefused(
          source(TablePlace.files("json", path), Optional.empty(), "x"),
          "/" + path + ": the reader json finds no records of its format (set reader to the format",
          "options: {multiLine: true})");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"_t.json", ".t.json"})
  void hiddenFilesAreSaidToBe(String name) {
    data.text(name, "{\"a\": 1, \"kind\": 0}");
    assertRefused(
        source(TablePlace.files("json", name), Optional.empty(), "a"), name, "begin with _ or .");
  }

  @Test
  void missingValuesLabelsAndKeysAreRefused() {
    write(
        "orc", "t", 1, List.of(row(1L, null, 1, true, 0, "x"), row(null, 0.5, 1, true, null, "y")));
    TablePlace place = TablePlace.files("orc", "t");
    assertRefused(
        source(place, Optional.empty(), "count", "part"),
        "/t, the row with count: 1.0, part: null, column 'part': the value is missing (say by"
            + " missing in the source what fills it, or remove the row; in a query, coalesce fills"
            + " it)");
    assertRefused(
        source(place, Optional.empty(), "count", "flag"),
        "/t, the row with count: 1.0, flag: 1.0: the label is missing");
    write("orc", "k", 1, List.of(row(null, 0.5, 1, true, 0, "z")));
    assertRefused(
        source(TablePlace.files("orc", "k"), Optional.of("id"), "count"),
        "/k, the row with count: 1.0: the key is missing (fill it in,");
  }

  @Test
  void aRowWithOtherArraysIsNamed() {
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("kind", DataTypes.IntegerType)
            .add("numbers", DataTypes.createArrayType(DataTypes.FloatType));
    List<Row> rows =
        List.of(
            row("a", 0, List.of(0f, 1f, 1f, 1f, 1f, 1f)),
            row("b", 0, List.of(0.5f, 0f, 1f, 0f, 1f)));
    table(rows, 1, schema).coalesce(1).write().orc(directory.resolve("t").toString());
    TablePlace place = TablePlace.files("orc", "t");

    assertRefused(source(place, Optional.of("id"), "numbers"), "/t, the row with key ", " value");
    assertRefused(
        source(place, Optional.empty(), "numbers"), "/t, the row with numbers: [0", ", …]: ");
  }

  @Test
  void missingNumbersOfArraysAreRefused() {
    table(
            List.of(row(Arrays.asList(1L, null)), row(List.of(0L, 1L))),
            1,
            Tables.features(DataTypes.createArrayType(DataTypes.LongType)))
        .write()
        .orc(directory.resolve("t").toString());
    SparkTable source =
        new SparkTable(
            TablePlace.files("orc", "t"),
            List.of("features"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ValueRange.UNIT));
    assertUnlabeledRefused(
        source, "column 'features', value 1 (counted from 0): the value is missing (say");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993L",
        "-9007199254740992L",
        "10000000000000000000000007",
        "array(9007199254740993L)",
        "array(10000000000000000000000007)"
      })
  void integersThat64BitFloatsDoNotHoldAreRefused(String value) {
    String digits = value.replaceAll("[^-0-9]", "");
    assertUnlabeledRefused(
        oneValue(value),
        "query 'SELECT " + value + " AS x', the ",
        "row",
        "column 'x'",
        ": value "
            + digits
            + " is too large: integers of 9007199254740992 (2^53) or more are not exact as 64-bit"
            + " floats (subtract an offset, or divide, before training)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740991L", "-9007199254740991BD", "1e25D", "0.1BD"})
  void otherNumbersAreRead(String value) {
    double number = Double.parseDouble(value.replaceAll("[LBD]", ""));
    assertThat(Example.inOrder(data.examples(oneValue(value), false)))
        .containsExactly(Example.of(-1, number));
  }

  private static SparkTable oneValue(String value) {
    return new SparkTable(
        query("SELECT " + value + " AS x"),
        List.of("x"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
