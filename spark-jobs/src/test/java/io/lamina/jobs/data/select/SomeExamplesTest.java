package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.DataFolder;
import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.zoo.plan.data.OnlyClasses;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.source.DataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a source, and the examples of some classes. */
@ExtendWith(LocalSpark.class)
class SomeExamplesTest {
  private static final int EXAMPLES = 900;

  @TempDir Path directory;

  private final SparkSession spark;
  private DataFolder data;

  SomeExamplesTest(SparkSession spark) {
    this.spark = spark;
  }

  /** Line i has the value i / 1000 and the label i mod 3. */
  @BeforeEach
  void files() {
    data = new DataFolder(directory, spark);
    String[] lines =
        IntStream.range(0, EXAMPLES).mapToObj(i -> i % 3 + "," + i / 1000.0).toArray(String[]::new);
    data.text("one.csv", lines);
    data.text("two/a.csv", Arrays.copyOfRange(lines, 0, 100));
    data.text("two/b.csv", Arrays.copyOfRange(lines, 100, EXAMPLES));
  }

  @Test
  void partsThatTouchAreTheWholeWithoutACommonExample() {
    List<Integer> all = new ArrayList<>();
    List<Integer> most = numbers(read(part("one.csv", 0, 0.7501, 5), false));
    all.addAll(most);
    all.addAll(numbers(read(part("one.csv", 0.7501, 0.9, 5), false)));
    all.addAll(numbers(read(part("one.csv", 0.9, 1, 5), false)));

    assertThat(most).hasSize(675);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, EXAMPLES).boxed().toList());
    assertThat(all.subList(0, 300).stream().mapToInt(i -> i).average().orElseThrow())
        .isBetween(400.0, 500.0);
  }

  @Test
  void filesDoNotMatterSeedsDo() {
    List<Example> part = read(part("one.csv", 0.25, 0.5, 5), true);

    assertThat(read(part("two", 0.25, 0.5, 5), true)).isEqualTo(part);
    assertThat(read(part("one.csv", 0.25, 0.5, 6), true)).isNotEqualTo(part);
  }

  @Test
  void onlySomeClassesAreLeftInTheirOrder() {
    DataSource some = new OnlyClasses(DataFolder.csv("two", 0), List.of(0, 2));

    List<Example> left = read(some, true);

    assertThat(left).hasSize(600).extracting(Example::label).doesNotContain(1);
    assertThat(numbers(left)).isSorted();
  }

  @Test
  void classesAreChosenAlsoWhereLabelsAreNotRead() {
    List<Example> left = read(new OnlyClasses(DataFolder.csv("one.csv", 0), List.of(1)), false);

    assertThat(left).hasSize(300).extracting(Example::label).containsOnly(-1);
    assertThat(numbers(left)).allMatch(number -> number % 3 == 1);
  }

  @Test
  void classesAreChosenFromAPart() {
    DataSource part = part("one.csv", 0, 0.8, 5);
    List<Integer> ofPart = numbers(read(part, true));

    List<Integer> some = numbers(read(new OnlyClasses(part, List.of(2)), true));

    assertThat(some).isEqualTo(ofPart.stream().filter(number -> number % 3 == 2).toList());
  }

  private static DataSource part(String path, double from, double to, long seed) {
    return new Part(DataFolder.csv(path, 0), from, to, seed);
  }

  private static List<Integer> numbers(List<Example> examples) {
    return examples.stream().map(e -> Math.round(e.values().get(0) * 1000)).toList();
  }

  private List<Example> read(DataSource source, boolean labeled) {
    return Example.inOrder(data.examples(source, labeled));
  }
}
