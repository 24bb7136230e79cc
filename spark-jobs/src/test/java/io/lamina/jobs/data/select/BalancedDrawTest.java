package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.NumberedExamples;
import io.lamina.jobs.data.source.Examples;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class BalancedDrawTest {
  private final NumberedExamples numbers;

  BalancedDrawTest(SparkSession spark) {
    this.numbers = new NumberedExamples(spark);
  }

  @Test
  void everyClassIsDrawnAsOften() {
    Examples drawn = new BalancedDraw(3, 5, 1).of(numbers.of(90, 4));
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
    List<Example> one = Example.inOrder(new BalancedDraw(3, 7, 1).of(numbers.of(90, 1)));
    assertThat(Example.inOrder(new BalancedDraw(3, 7, 1).of(numbers.of(90, partitions))))
        .isEqualTo(one);
  }

  @Test
  void anotherSeedDrawsOthers() {
    Examples all = numbers.of(90, 3);
    assertThat(Example.inOrder(new BalancedDraw(3, 5, 1).of(all)))
        .isNotEqualTo(Example.inOrder(new BalancedDraw(3, 5, 2).of(all)));
  }

  @Test
  void allOfAClassCanBeDrawn() {
    assertThat(Example.inOrder(new BalancedDraw(3, 4, 1).of(numbers.of(12, 3))))
        .isEqualTo(Example.inOrder(numbers.of(12, 1)));
  }
}
