package io.lamina.jobs.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.source.Examples;
import io.lamina.zoo.plan.data.source.LabelNames;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import io.lamina.zoo.preprocessing.InputColumn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class CsvSourceTest {
  private static final Optional<ValueRange> UNIT = Optional.of(ValueRange.UNIT);

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  CsvSourceTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void folder() {
    data = new DataFolder(directory, spark);
  }

  @Test
  void aLineIsAnExample() {
    data.text("a.csv", "0,0.5,1", "0.25,1e-1,.5", "1,1,0");
    assertThat(read(DataFolder.csv("a.csv"), false))
        .containsExactly(
            Example.of(-1, 0, 0.5, 1), Example.of(-1, 0.25, 0.1, 0.5), Example.of(-1, 1, 1, 0));
  }

  @Test
  void oneColumnMayBeTheLabel() {
    data.text("first.csv", "2,0.5,1", "0,0.25,0.75");
    data.text("middle.csv", "0.5,2,1", "0.25,0,0.75");
    data.text("last.csv", "0.5,1,2", "0.25,0.75,0.0");
    List<Example> examples = List.of(Example.of(2, 0.5, 1), Example.of(0, 0.25, 0.75));
    assertThat(read(DataFolder.csv("first.csv", 0), true)).isEqualTo(examples);
    assertThat(read(DataFolder.csv("middle.csv", 1), true)).isEqualTo(examples);
    assertThat(read(DataFolder.csv("last.csv", 2), true)).isEqualTo(examples);
  }

  @Test
  void labelsThatAreNotWantedAreNotEvenLookedAt() {
    data.text("a.csv", "cat,0.5", "dog,0.25");
    assertThat(read(DataFolder.csv("a.csv", 0), false))
        .containsExactly(Example.of(-1, 0.5), Example.of(-1, 0.25));
  }

  @Test
  void everyFileHasItsHeader() {
    data.text("part/a.csv", "label,\"x, y\"", "1,0.5").text("part/b.csv", "label,\"x, y\"", "2,0");
    data.text("part/c.csv", "label,\"x, y\"").bytes("part/d.csv", new byte[0]);
    assertThat(read(DataFolder.csvWithHeader("part", 0), true))
        .containsExactly(Example.of(1, 0.5), Example.of(2, 0));
  }

  @Test
  void filesWhoseHeadersHaveAnotherOrderAreReadByTheNamesOfTheirColumns() {
    data.text("part/a.csv", "label,flag,x", "1,on,0.5");
    data.text("part/b.csv", "x,label,flag", "0.25,2,off", "1,0,on");
    Csv source = table("part", true, 0, categorical(1, "status"));
    assertThat(read(source, true))
        .containsExactly(
            Example.of(1, 0, 1, 0.5), Example.of(2, 1, 0, 0.25), Example.of(0, 0, 1, 1));
  }

  @Test
  void columnsAreThoseOfTheSameNameInTheUnlabeledDataWhereBothHaveHeaders() {
    data.text("u.csv", "x,flag,y", "0,on,1", "1,off,0");
    data.text("t.csv", "label,y,x,status", "2,0.25,0.5,on");
    Csv unlabeled = new Csv("u.csv", true, Optional.empty(), UNIT, List.of(categorical(1, "f")));
    Csv test = table("t.csv", true, 0, categorical(3, "f"));
    KnownColumns known = new KnownColumns(data.examples(unlabeled, false).layout().columns(), true);
    Examples examples = data.examples(test, true, known);
    assertThat(Example.inOrder(examples)).containsExactly(Example.of(2, 0.5, 0, 1, 0.25));
    assertThat(examples.layout().columns())
        .extracting(InputColumn::name)
        .containsExactly("x", "f", "y");
  }

  @Test
  void columnsKeepTheirPlacesWhereTheUnlabeledDataHaveNoHeader() {
    data.text("t.csv", "label,y,x", "2,0.25,0.5");
    KnownColumns known =
        new KnownColumns(
            List.of(new InputColumn("column 0", List.of()), new InputColumn("column 1", List.of())),
            false);
    assertThat(Example.inOrder(data.examples(DataFolder.csvWithHeader("t.csv", 0), true, known)))
        .containsExactly(Example.of(2, 0.25, 0.5));
  }

  @Test
  void wordsThatComeAgainAreNoHeader() {
    data.text("again.csv", "tcp", "udp", "tcp").text("beside.csv", "tcp,0.5", "udp,1");
    assertThat(data.examples(words("again.csv"), false).count()).isEqualTo(3);
    assertThat(data.examples(words("beside.csv"), false).count()).isEqualTo(2);
  }

  @Test
  void categoriesThatThePlanListsMayBeInTheFirstLineAlone() {
    data.text("a.csv", "tcp", "udp", "udp");
    Csv source =
        new Csv("a.csv", false, Optional.empty(), UNIT, List.of(categorical(0, "p", "tcp", "udp")));
    assertThat(read(source, false))
        .containsExactly(Example.of(-1, 1, 0), Example.of(-1, 0, 1), Example.of(-1, 0, 1));
  }

  private static Csv words(String path) {
    return new Csv(path, false, Optional.empty(), UNIT, List.of(categorical(0, "protocol")));
  }

  @Test
  void lettersMayBeOfAnyLanguage() {
    data.text("a.csv", "café,1", "naïve,0", "日本,1", "café,0");
    assertThat(data.examples(words("a.csv"), false).layout().columns().get(0).categories())
        .containsExactly("café", "naïve", "日本");
  }

  @Test
  void aHeaderMayCountItsColumns() {
    data.text("a.csv", "0,1,2", "1,0.5,0.25");
    assertThat(read(DataFolder.csvWithHeader("a.csv", 0), true))
        .containsExactly(Example.of(1, 0.5, 0.25));
  }

  @Test
  void valuesMayBeQuotedAndHaveSpacesAround() {
    data.text("a.csv", "\"0.5\", \"1\" ,0.25", " 0 ,\t1,\" .5 \"");
    assertThat(read(DataFolder.csv("a.csv", 1), true))
        .containsExactly(Example.of(1, 0.5, 0.25), Example.of(1, 0, 0.5));
  }

  @Test
  void linesMayEndAsTheyDoOnWindows() {
    byte[] text = "\uFEFF0.5,1\r\n0.25,0".getBytes(StandardCharsets.UTF_8);
    data.bytes("a.csv", text);
    assertThat(read(DataFolder.csv("a.csv"), false))
        .containsExactly(Example.of(-1, 0.5, 1), Example.of(-1, 0.25, 0));
  }

  @Test
  void valuesAreMappedFromTheirRange() {
    data.text("a.csv", "-10,0,30");
    Csv source =
        new Csv("a.csv", false, Optional.empty(), Optional.of(new ValueRange(-10, 30)), List.of());
    assertThat(read(source, false)).containsExactly(Example.of(-1, 0, 0.25, 1));
  }

  @Test
  void packedFilesAreUnpacked() {
    data.bytes("a.csv.gz", DataFolder.packed("0.5,1\n0.25,0\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(read(DataFolder.csv("a.csv.gz"), false))
        .containsExactly(Example.of(-1, 0.5, 1), Example.of(-1, 0.25, 0));
  }

  @Test
  void rawNumbersAreTakenAsTheyAre() {
    data.text("a.csv", "-10,0,693375640");
    Csv source = new Csv("a.csv", false, Optional.empty(), Optional.empty(), List.of());
    assertThat(read(source, false)).containsExactly(Example.of(-1, -10, 0, 693375640));
  }

  @Test
  void aCategoricalColumnIsAnInputForEachCategory() {
    data.text("a.csv", "0.5,udp,x,1", "0.25,tcp,y,0", "1, icmp ,z,1");
    Csv source = table("a.csv", false, categorical(1, "protocol"), ignored(2));
    Examples examples = data.examples(source, true);
    assertThat(Example.inOrder(examples))
        .containsExactly(
            Example.of(1, 0.5, 0, 0, 1), Example.of(0, 0.25, 0, 1, 0), Example.of(1, 1, 1, 0, 0));
    assertThat(examples.layout().inputs()).isEqualTo(4);
    assertThat(examples.layout().columns())
        .containsExactly(
            new InputColumn("column 0", List.of()),
            new InputColumn("protocol", List.of("icmp", "tcp", "udp")));
  }

  @Test
  void categoriesThatThePlanListsKeepItsOrder() {
    data.text("a.csv", "udp,1", "tcp,0");
    Csv source = table("a.csv", false, categorical(0, "protocol", "udp", "icmp", "tcp"));
    assertThat(read(source, true)).containsExactly(Example.of(1, 1, 0, 0), Example.of(0, 0, 0, 1));
  }

  @Test
  void aHeaderNamesTheColumnsThatThePlanDoesNot() {
    data.text("a.csv", "bytes,flag,label,\"the rest\"", "0.5,S0,1,0").text("b.csv", "1,2,3,4");
    Csv source = table("a.csv", true, 2, categorical(1, "status"));
    assertThat(data.examples(source, false).layout().columns())
        .extracting(InputColumn::name)
        .containsExactly("bytes", "status", "the rest");
    Csv plain = new Csv("b.csv", false, Optional.empty(), Optional.empty(), List.of());
    assertThat(data.examples(plain, false).layout().columns()).isEmpty();
  }

  @Test
  void labelsMayBeTextsInAnOrderAndAllOthersOneClass() {
    data.text("a.csv", "1,normal.", "0,smurf.", "1,neptune.");
    assertThat(read(labels(1, false, "smurf.", "neptune.", "normal."), true))
        .extracting(Example::label)
        .containsExactly(2, 0, 1);
    assertThat(read(labels(1, true, "normal.", "satan."), true))
        .extracting(Example::label)
        .containsExactly(0, 2, 2);
  }

  @Test
  void labelAndColumnsMayBeNamedAsInTheHeaderOfEachFile() {
    data.text("t/1.csv", "id,size,species", "7,0.5,ape")
        .text("t/2.csv", "species,id,size", "bee,8,0.25");
    Csv source =
        new Csv(
            "t",
            true,
            Optional.of(
                new CsvLabel(
                    new ColumnKey("species"), new LabelNames(List.of("bee", "ape", "cow"), false))),
            Optional.of(ValueRange.UNIT),
            List.of(
                new CsvColumn(
                    new ColumnKey("id"), CsvColumn.Kind.IGNORED, Optional.empty(), List.of())));
    assertThat(read(source, true)).containsExactly(Example.of(1, 0.5), Example.of(0, 0.25));
  }

  private static Csv labels(int column, boolean others, String... labels) {
    return new Csv(
        "a.csv",
        false,
        Optional.of(new CsvLabel(ColumnKey.of(column), new LabelNames(List.of(labels), others))),
        Optional.of(ValueRange.UNIT),
        List.of());
  }

  private static Csv table(String path, boolean header, CsvColumn... columns) {
    int last =
        Stream.of(columns)
                .mapToInt(column -> column.column().number().orElseThrow())
                .max()
                .orElseThrow()
            + 1;
    return table(path, header, last, columns);
  }

  private static Csv table(String path, boolean header, int label, CsvColumn... columns) {
    return new Csv(
        path,
        header,
        Optional.of(CsvLabel.numbers(label)),
        Optional.of(ValueRange.UNIT),
        List.of(columns));
  }

  private static CsvColumn categorical(int column, String name, String... categories) {
    return new CsvColumn(
        ColumnKey.of(column), CsvColumn.Kind.CATEGORICAL, Optional.of(name), List.of(categories));
  }

  private static CsvColumn ignored(int column) {
    return new CsvColumn(ColumnKey.of(column), CsvColumn.Kind.IGNORED, Optional.empty(), List.of());
  }

  @Test
  void linesKeepTheirOrderThroughPiecesAndFiles() {
    String[] lines = IntStream.range(0, 1000).mapToObj(i -> "" + i / 1000.0).toArray(String[]::new);
    data.text("some/2.csv", "0.5").text("some/1.csv", lines).text("some/3.csv", "0.25");
    data.bytes("some/0.csv", new byte[0]);
    List<Example> examples = read(DataFolder.csv("some"), false);
    assertThat(examples).hasSize(1002);
    for (int i = 0; i < 1000; i++) {
      assertThat(examples.get(i)).isEqualTo(Example.of(-1, i / 1000.0));
    }
    assertThat(examples.subList(1000, 1002))
        .containsExactly(Example.of(-1, 0.5), Example.of(-1, 0.25));
  }

  private List<Example> read(Csv source, boolean labeled) {
    return Example.inOrder(data.examples(source, labeled));
  }
}
