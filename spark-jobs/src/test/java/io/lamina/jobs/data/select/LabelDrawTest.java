package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.NumberedExamples;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.zoo.plan.data.Draw;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class LabelDrawTest {
  private final NumberedExamples numbers;

  LabelDrawTest(SparkSession spark) {
    this.numbers = new NumberedExamples(spark);
  }

  @Test
  void everyClassIsDrawnAsOften() {
    Examples drawn = new LabelDraw(Draw.BALANCED, 3, 15, 1).of(numbers.of(90, 4));
    List<Example> examples = Example.inOrder(drawn);
    assertThat(examples).hasSize(15).doesNotHaveDuplicates();
    Map<Integer, Long> classes =
        examples.stream().collect(Collectors.groupingBy(Example::label, Collectors.counting()));
    assertThat(classes).isEqualTo(Map.of(0, 5L, 1, 5L, 2, 5L));
    assertThat(examples).allMatch(e -> e.values().get(0) % 3 == e.label());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 90})
  void theDrawIsTheSameForAnyPartitions(int partitions) {
    List<Example> one =
        Example.inOrder(new LabelDraw(Draw.BALANCED, 3, 21, 1).of(numbers.of(90, 1)));
    assertThat(
            Example.inOrder(new LabelDraw(Draw.BALANCED, 3, 21, 1).of(numbers.of(90, partitions))))
        .isEqualTo(one);
  }

  @Test
  void anotherSeedDrawsOthers() {
    Examples all = numbers.of(90, 3);
    assertThat(Example.inOrder(new LabelDraw(Draw.BALANCED, 3, 15, 1).of(all)))
        .isNotEqualTo(Example.inOrder(new LabelDraw(Draw.BALANCED, 3, 15, 2).of(all)));
  }

  @Test
  void allOfAClassCanBeDrawn() {
    assertThat(Example.inOrder(new LabelDraw(Draw.BALANCED, 3, 12, 1).of(numbers.of(12, 3))))
        .isEqualTo(Example.inOrder(numbers.of(12, 1)));
  }

  @Test
  void everyClassIsDrawnByItsShareAndAtLeastOnce() {
    Examples all = numbers.of(90, 4);
    List<Example> some = Example.inOrder(new LabelDraw(Draw.PROPORTIONAL, 3, 7, 1).of(all));

    assertThat(some).hasSize(7).doesNotHaveDuplicates();
    assertThat(some).extracting(Example::label).contains(0, 1, 2);
  }

  @Test
  void seatsGoByTheSizesOfClasses() {
    assertThat(new Seats(new long[] {4645, 414, 436, 998, 56, 115}).of(60))
        .containsExactly(41, 4, 4, 9, 1, 1);
    assertThat(new Seats(new long[] {3, 1, 2}).of(6)).containsExactly(3, 1, 2);
    assertThat(new Seats(new long[] {1000, 1, 1}).of(3)).containsExactly(1, 1, 1);
    assertThat(new Seats(new long[] {5, 5}).of(3)).containsExactly(2, 1);
  }

  @Test
  void aClassThatIsNotThereCannotBeDrawn() {
    assertThatThrownBy(() -> new LabelDraw(Draw.PROPORTIONAL, 4, 8, 1).of(numbers.of(90, 4)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot draw 1 example of class 3 from ");
    assertThatThrownBy(() -> new LabelDraw(Draw.PROPORTIONAL, 3, 91, 1).of(numbers.of(90, 4)))
        .hasMessageContaining("cannot draw 91 examples with labels from ")
        .hasMessageContaining("it has 90");
  }
}
