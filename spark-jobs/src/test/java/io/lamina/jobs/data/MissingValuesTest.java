package io.lamina.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.CellValues;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.data.tables.TablePlace;
import io.lamina.zoo.plan.preprocessing.Fill;
import io.lamina.zoo.plan.preprocessing.MinMax;
import io.lamina.zoo.plan.preprocessing.PreprocessingStep;
import io.lamina.zoo.preprocessing.InputColumn;
import io.lamina.zoo.preprocessing.Preprocessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells without a value, from the files to what the layers learn from. */
@ExtendWith(LocalSpark.class)
class MissingValuesTest {
  private static final Optional<ValueRange> RANGE = Optional.of(new ValueRange(0, 8));
  private static final List<String> MARKS = List.of("", "?", "NA");
  private static final double NONE = Double.NaN;

  @TempDir private Path directory;

  private final SparkSession spark;
  private DataFolder data;

  MissingValuesTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
    data.text("labeled.csv", "0,1", "1,1", "2,1");
  }

  private static MissingValues rule(Fill fill, boolean indicator) {
    return new MissingValues(MARKS, fill, indicator);
  }

  private static Csv csv(String path, MissingValues missing, CsvColumn... columns) {
    return new Csv(
        SourcePath.of(path), true, Optional.empty(), RANGE, List.of(columns), Optional.of(missing));
  }

  private static CsvColumn categorical(String column, String... categories) {
    return new CsvColumn(
        new ColumnKey(column), CsvColumn.Kind.CATEGORICAL, Optional.empty(), List.of(categories));
  }

  private List<Example> read(DataSource source) {
    return Example.inOrder(data.examples(source, false));
  }

  /** The range scales the numbers that are there. */
  @Test
  void markedNumbersOfCsvAreMissing() {
    data.text("a.csv", "x,y", "4,?", "NA,2", ",1", "8,\"  \"");

    assertThat(read(csv("a.csv", rule(Fill.MEAN, false))))
        .containsExactly(
            Example.of(-1, 0.5, NONE),
            Example.of(-1, NONE, 0.25),
            Example.of(-1, NONE, 0.125),
            Example.of(-1, 1, NONE));
  }

  @Test
  void numbersHaveAnInputThatSaysWhetherTheyAreMissing() {
    data.text("a.csv", "x,y", "4,?", "NA,2");
    Csv source = csv("a.csv", rule(Fill.MEAN, true));

    assertThat(read(source))
        .containsExactly(Example.of(-1, 0.5, 0, NONE, 1), Example.of(-1, NONE, 1, 0.25, 0));
    assertThat(data.examples(source, false).layout().columns())
        .containsExactly(
            new InputColumn("x", List.of(), true), new InputColumn("y", List.of(), true));
  }

  @Test
  void tablesWithoutNamesHaveColumnsAllTheSame() {
    data.text("a.csv", "4,?", "NA,2");
    Csv source =
        new Csv(
            SourcePath.of("a.csv"),
            false,
            Optional.empty(),
            RANGE,
            List.of(),
            Optional.of(rule(Fill.MEAN, true)));

    assertThat(data.examples(source, false).layout().columns())
        .extracting(InputColumn::name)
        .containsExactly("column 0", "column 1");
  }

  /** Whether the categories are listed or looked for, and whatever fills numbers. */
  @Test
  void missingCategoriesAreACategoryOfTheirOwn() {
    data.text("a.csv", "p,q,x", "tcp,b,8", "?,a,4", "udp,,0");
    List<Example> examples =
        List.of(
            Example.of(-1, 1, 0, 0, 0, 1, 0, 1),
            Example.of(-1, 0, 0, 1, 1, 0, 0, 0.5),
            Example.of(-1, 0, 1, 0, 0, 0, 1, 0));

    for (Fill fill : Fill.values()) {
      Csv source = csv("a.csv", rule(fill, false), categorical("p"), categorical("q", "a", "b"));
      assertThat(read(source)).isEqualTo(examples);
      assertThat(data.examples(source, false).layout().columns())
          .contains(new InputColumn("p", List.of("tcp", "udp"), true));
    }
  }

  @Test
  void nullsOfTablesAreMissingAndSoIsWhatIsNoNumber() {
    StructType schema =
        new StructType()
            .add("x", DataTypes.LongType)
            .add("y", DataTypes.DoubleType)
            .add("z", DataTypes.createArrayType(DataTypes.IntegerType));
    data.parquet(
        "p",
        1,
        schema,
        RowFactory.create(4L, NONE, new Integer[] {8, null}),
        RowFactory.create(null, 2.0, new Integer[] {null, 4}));

    assertThat(read(new Parquet(SourcePath.of("p"), "z", Optional.empty(), numbers(false))))
        .containsExactly(Example.of(-1, 1, NONE), Example.of(-1, NONE, 0.5));
    assertThat(read(new Parquet(SourcePath.of("p"), "z", Optional.empty(), numbers(true))))
        .containsExactly(Example.of(-1, 1, 0, NONE, 1), Example.of(-1, NONE, 1, 0.5, 0));
    assertThat(read(table(true)))
        .containsExactlyInAnyOrder(
            Example.of(-1, 0.5, 0, NONE, 1), Example.of(-1, NONE, 1, 0.25, 0));
    assertThat(data.examples(table(true), false).layout().columns())
        .extracting(InputColumn::name)
        .containsExactly("x", "y");
  }

  private static CellValues numbers(boolean indicator) {
    return CellValues.numbers(
        RANGE, Optional.of(new MissingValues(List.of(), Fill.MEAN, indicator)));
  }

  private static SparkTable table(boolean indicator) {
    return new SparkTable(
        TablePlace.files("parquet", "p"),
        List.of("x", "y"),
        Optional.empty(),
        Optional.empty(),
        numbers(indicator));
  }

  @Test
  void aVectorAsAWholeIsNotMissing() {
    StructType schema = new StructType().add("z", DataTypes.createArrayType(DataTypes.DoubleType));
    data.parquet(
        "p",
        1,
        schema,
        RowFactory.create((Object) new Double[] {8.0}),
        RowFactory.create((Object) null));

    assertRefused(
        new Parquet(SourcePath.of("p"), "z", Optional.empty(), numbers(false)),
        "row 1 (counted from 0): the features are missing");
  }

  /** Of 1, 2, 6 and 8, in eighths. */
  @ParameterizedTest
  @CsvSource({"MEAN, 0.53125", "MEDIAN, 0.25", "ZERO, 0"})
  void gapsAreFilledByWhatTheUnlabeledDataHave(Fill fill, double filled) {
    data.text("u.csv", "x", "6", "?", "1", "8", "NA", "2");
    data.text("t.csv", "x,label", "?,0", "8,1", "-,2");
    Csv test = labeled("t.csv", new MissingValues(List.of("?", "-"), fill, false));
    DataReader reader = reader(csv("u.csv", rule(fill, false)), test, List.of());
    Preprocessor input = reader.preprocessor();

    assertThat(values(reader.test(input))).containsExactlyInAnyOrder(filled, filled, 1.0);
    assertThat(values(reader.unlabeled(input).learned()))
        .containsExactlyInAnyOrder(0.75, filled, 0.125, 1.0, filled, 0.25);
    assertThat(input.marks()).isEqualTo(MARKS);
  }

  @Test
  void stepsFollowTheFilling() {
    data.text("u.csv", "x", "6", "?", "4", "2");
    data.text("t.csv", "x,label", "?,0", "6,1");
    DataReader reader =
        reader(
            csv("u.csv", rule(Fill.MEAN, false)),
            labeled("t.csv", rule(Fill.MEAN, false)),
            List.of(new MinMax()));

    assertThat(values(reader.test(reader.preprocessor()))).containsExactlyInAnyOrder(0.5, 1.0);
  }

  /** The network has an input for what is missing, and the test data have all of their values. */
  @Test
  void aSourceThatLacksNothingHasTheSameInputs() {
    data.text("u.csv", "x,p", "8,a", "?,b", "8,?");
    data.text("t.csv", "x,p,label", "4,a,0", "4,a,1");
    CsvColumn words = categorical("p");
    Csv test = new Csv("t.csv", true, Optional.of(label()), RANGE, List.of(words));
    DataReader reader = reader(csv("u.csv", rule(Fill.MEAN, true), words), test, List.of());

    assertThat(Example.byShard(reader.test(reader.preprocessor()).blocks()).get(0).get(0).values())
        .containsExactly(0.5f, 0f, 1f, 0f, 0f);
  }

  private DataReader reader(Csv unlabeled, Csv test, List<PreprocessingStep> steps) {
    DataPlan plan =
        new DataPlan(
            unlabeled,
            Optional.of(test),
            Optional.empty(),
            test,
            Optional.of(DataFolder.CLASSES),
            Optional.empty(),
            steps);
    return data.reader(plan, 1, 1);
  }

  private static Csv labeled(String path, MissingValues missing) {
    return new Csv(
        SourcePath.of(path), true, Optional.of(label()), RANGE, List.of(), Optional.of(missing));
  }

  private static CsvLabel label() {
    return new CsvLabel(new ColumnKey("label"), LabelNames.NUMBERS);
  }

  private static List<Double> values(ShardedDataset made) {
    return Example.byShard(made.blocks()).stream()
        .flatMap(List::stream)
        .map(example -> (double) example.values().get(0))
        .toList();
  }

  @Test
  void aColumnWithoutAnyValueIsRefusedByItsName() {
    data.text("u.csv", "x,p", "?,a", "?,?");
    data.text("w.csv", "x,p", "1,?", "2,NA");
    data.text("t.csv", "x,label", "1,0");

    for (Fill fill : List.of(Fill.MEAN, Fill.MEDIAN, Fill.ZERO)) {
      DataReader reader =
          reader(
              csv("u.csv", rule(fill, false), categorical("p")),
              labeled("t.csv", rule(fill, false)),
              List.of());
      assertThatThrownBy(reader::preprocessor)
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              "u.csv has no value at all in column x: there is nothing to fill it by (leave the"
                  + " column out)");
    }
    assertRefused(
        csv("w.csv", rule(Fill.CATEGORY, false), categorical("p")),
        "w.csv has no value at all in p: there is nothing to learn from (leave the column out, by"
            + " kind: ignored)");
  }

  @Test
  void whatIsNotMarkedIsAnError() {
    data.text("a.csv", "x,p", "1,a", ",a");
    data.text("n.csv", "x,p", "1,a", "NaN,a");
    data.text("c.csv", "x,p", "1,a", "?,a");

    assertRefused(
        csv("a.csv", new MissingValues(List.of("?"), Fill.MEAN, false), categorical("p")),
        "a.csv:3: column 0 is empty (columns count from 0; say by missing in the source, with"
            + " '' in its marks, what fills it, or remove the line)");
    assertRefused(
        csv("n.csv", rule(Fill.MEAN, false), categorical("p")),
        "n.csv:3: value NaN in column 0 is not in [0.0, 8.0] (columns count from 0; does it stand"
            + " for a missing value? then say so by missing in the source)");
    assertRefused(
        csv("c.csv", rule(Fill.CATEGORY, false), categorical("p")),
        "c.csv:3: the number in column 0 is missing (columns count from 0; fill: category is for"
            + " categorical columns only: set missing.fill to mean, median or zero)");
  }

  @Test
  void anotherRuleThanThatOfTheUnlabeledDataIsRefused() {
    data.text("u.csv", "x", "6", "?", "4", "2");
    data.text("t.csv", "x,label", "?,0", "6,1");
    DataReader reader =
        reader(
            csv("u.csv", rule(Fill.MEAN, false)),
            labeled("t.csv", rule(Fill.MEAN, false)),
            List.of());
    Preprocessor input = reader.preprocessor();

    assertThatThrownBy(() -> reader.records(csv("u.csv", rule(Fill.ZERO, false)), input))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "u.csv: missing of the source is fill: zero, must be that of data.unlabeled, fill:"
                + " mean");
  }

  private void assertRefused(DataSource source, String message) {
    Throwable thrown = catchThrowable(() -> read(source));

    assertThat(Stream.iterate(thrown, cause -> cause != null, Throwable::getCause))
        .filteredOn(DataException.class::isInstance)
        .anySatisfy(refused -> assertThat(refused).hasMessageContaining(message));
  }
}
