package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.Tables;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.Split;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.data.tables.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sides of a split, each a source of its own. */
@ExtendWith(LocalSpark.class)
class SplitTest {
  private static final int EXAMPLES = 4000;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  SplitTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Line i has the label i mod 3 and the value i / 4096. */
  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    data.text("all.csv", lines(0, EXAMPLES));
  }

  private static String[] lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i % 3 + "," + i / 4096.0).toArray(String[]::new);
  }

  @Test
  void sidesThatTouchAreTheWholeWithoutACommonExample() {
    List<Integer> all = new ArrayList<>();
    List<Integer> most = numbers(csv("all.csv", "a", 0, 0.7));
    all.addAll(most);
    all.addAll(numbers(csv("all.csv", "a", 0.7, 0.75)));
    all.addAll(numbers(csv("all.csv", "a", 0.75, 1)));

    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, EXAMPLES).boxed().toList());
    assertThat(most).isSorted();
  }

  /** Four standard deviations of so many draws: 4 * sqrt(4000 * 0.7 * 0.3) is 116. */
  @Test
  void aSideHasItsShare() {
    assertThat(numbers(csv("all.csv", "a", 0, 0.7)).size()).isBetween(2800 - 116, 2800 + 116);
  }

  /** Of two salts that know nothing of each other, a quarter is in both halves. */
  @Test
  void otherSaltsDrawOtherSides() {
    Set<Integer> both = new HashSet<>(numbers(csv("all.csv", "a", 0, 0.5)));
    both.retainAll(numbers(csv("all.csv", "b", 0, 0.5)));

    assertThat(both.size()).isBetween(1000 - 110, 1000 + 110);
  }

  @Test
  void examplesStayOnTheirSideWhateverComesToThem() {
    List<String> shuffled = new ArrayList<>(List.of(lines(0, EXAMPLES)));
    Collections.shuffle(shuffled, new Random(1));
    data.text("grown/b.csv", shuffled.toArray(String[]::new));
    data.text("grown/a.csv", lines(EXAMPLES, EXAMPLES + 90));

    List<Integer> grown = numbers(csv("grown", "a", 0.9, 1));

    assertThat(grown.stream().filter(number -> number < EXAMPLES))
        .containsExactlyInAnyOrderElementsOf(numbers(csv("all.csv", "a", 0.9, 1)));
    assertThat(grown).anyMatch(number -> number >= EXAMPLES);
  }

  @Test
  void equalExamplesAreOnOneSideWhateverTheirLabels() {
    data.text("twice.csv", "0,0.5", "1,0.25", "2,0.5", "0,0.5");

    List<Example> low = read(split(DataFolder.csv("twice.csv", 0), "a", 0, 0.5), true);
    List<Example> high = read(split(DataFolder.csv("twice.csv", 0), "a", 0.5, 1), true);

    assertThat(low.size() + high.size()).isEqualTo(4);
    assertThat(low.size()).isIn(1, 3);
    List<Example> halves = low.size() == 3 ? low : high;
    assertThat(halves).extracting(Example::label).containsExactly(0, 2, 0);
  }

  @Test
  void theSameNumbersAreOnTheSameSideInAllFormats() {
    byte[] pixels = new byte[512];
    new Random(2).nextBytes(pixels);
    String[] lines = new String[256];
    Row[] rows = new Row[256];
    for (int i = 0; i < lines.length; i++) {
      double first = pixels[2 * i] & 0xFF;
      double second = pixels[2 * i + 1] & 0xFF;
      lines[i] = (int) first + "," + (int) second;
      rows[i] = Tables.row(Tables.values(first / 255, second / 255));
    }
    data.bytes("idx", DataFolder.idx(pixels, 256, 2)).text("table.csv", lines);
    data.parquet("p", 3, Tables.DOUBLES, rows);
    Optional<ValueRange> bytes = Optional.of(new ValueRange(0, 255));
    DataSource table = new Csv("table.csv", false, Optional.empty(), bytes, List.of());

    List<Integer> side = bytes(read(split(table, "a", 0, 0.5), false));

    assertThat(side).hasSizeBetween(192, 320);
    assertThat(bytes(read(split(DataFolder.idx("idx"), "a", 0, 0.5), false))).isEqualTo(side);
    assertThat(bytes(read(split(DataFolder.parquet("p"), "a", 0, 0.5), false))).isEqualTo(side);
  }

  private static List<Integer> bytes(List<Example> examples) {
    return examples.stream()
        .flatMap(e -> e.values().stream())
        .map(value -> Math.round(value * 255))
        .toList();
  }

  @Test
  void aPartIsOneOfTheSide() {
    List<Integer> side = numbers(csv("all.csv", "a", 0.9, 1));

    List<Integer> part = numbers(new Part(csv("all.csv", "a", 0.9, 1), 0, 0.5, 1));

    assertThat(part).hasSize((int) Math.round(side.size() * 0.5));
    assertThat(side).containsAll(part);
  }

  @Test
  void labelsAreReadOrNotAsIsAsked() {
    DataSource side = csv("all.csv", "a", 0.99, 1);

    assertThat(read(side, false)).isNotEmpty().extracting(Example::label).containsOnly(-1);
    assertThat(read(side, true))
        .allMatch(example -> example.label() == Math.round(example.values().get(0) * 4096) % 3);
  }

  private static DataSource csv(String path, String salt, double from, double to) {
    return split(DataFolder.csv(path, 0), salt, from, to);
  }

  private static DataSource split(DataSource source, String salt, double from, double to) {
    return new Split(source, salt, from, to);
  }

  private List<Integer> numbers(DataSource source) {
    return read(source, false).stream().map(e -> Math.round(e.values().get(0) * 4096)).toList();
  }

  private List<Example> read(DataSource source, boolean labeled) {
    return Example.inOrder(data.examples(source, labeled));
  }
}
