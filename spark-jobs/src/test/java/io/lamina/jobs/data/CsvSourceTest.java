package io.lamina.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.plan.DataSource.Csv;
import io.lamina.zoo.plan.DataSource.ValueRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class CsvSourceTest {
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
    data.text("part/a.csv", "label,\"x, y\"", "1,0.5").text("part/b.csv", "label,x", "2,0.25");
    data.text("part/c.csv", "label,x");
    assertThat(read(DataFolder.csvWithHeader("part", 0), true))
        .containsExactly(Example.of(1, 0.5), Example.of(2, 0.25));
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
    Csv source = new Csv("a.csv", false, Optional.empty(), Optional.of(new ValueRange(-10, 30)));
    assertThat(read(source, false)).containsExactly(Example.of(-1, 0, 0.25, 1));
  }

  @Test
  void packedFilesAreUnpacked() {
    data.bytes("a.csv.gz", DataFolder.packed("0.5,1\n0.25,0\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(read(DataFolder.csv("a.csv.gz"), false))
        .containsExactly(Example.of(-1, 0.5, 1), Example.of(-1, 0.25, 0));
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
