package io.lamina.jobs.data.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.NumberedExamples;
import io.lamina.jobs.data.select.HeldOutLabels.Sides;
import io.lamina.jobs.data.source.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Examples of three classes, i of class i % 3. */
@ExtendWith(LocalSpark.class)
class HeldOutLabelsTest {
  private final NumberedExamples numbers;

  HeldOutLabelsTest(SparkSession spark) {
    this.numbers = new NumberedExamples(spark);
  }

  @Test
  void everyExampleIsOnOneSide() {
    Sides sides = new HeldOutLabels(3, 0.2, 1).of(numbers.of(90, 4));

    List<Example> both = new ArrayList<>(Example.inOrder(sides.learned()));
    both.addAll(Example.inOrder(sides.heldOut()));
    assertThat(sides.learned().count()).isEqualTo(72);
    assertThat(sides.heldOut().count()).isEqualTo(18);
    assertThat(both).containsExactlyInAnyOrderElementsOf(Example.inOrder(numbers.of(90, 1)));
  }

  @Test
  void theSameShareOfEveryClassIsHeldOut() {
    Sides sides = new HeldOutLabels(3, 0.2, 1).of(numbers.of(90, 4));

    Map<Integer, Long> classes =
        Example.inOrder(sides.heldOut()).stream()
            .collect(Collectors.groupingBy(Example::label, Collectors.counting()));
    assertThat(classes).isEqualTo(Map.of(0, 6L, 1, 6L, 2, 6L));
  }

  @Test
  void partitionsPlayNoRoleAndTheSeedDoes() {
    List<Example> one = heldOut(1, 1);

    assertThat(heldOut(7, 1)).isEqualTo(one);
    assertThat(heldOut(1, 2)).isNotEqualTo(one);
  }

  private List<Example> heldOut(int partitions, long seed) {
    return Example.inOrder(
        new HeldOutLabels(3, 0.2, seed).of(numbers.of(90, partitions)).heldOut());
  }

  /** Classes 0 and 1 have two examples, class 2 one, which is left to learn from. */
  @Test
  void aClassIsNeverHeldOutAsAWhole() {
    Sides sides = new HeldOutLabels(3, 0.9, 1).of(numbers.of(5, 2));

    assertThat(Example.inOrder(sides.heldOut())).extracting(Example::label).containsOnly(0, 1);
    assertThat(Example.inOrder(sides.learned()))
        .extracting(Example::label)
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void thereMustBeTwoOfAClass() {
    assertThatThrownBy(() -> new HeldOutLabels(3, 0.5, 1).of(numbers.of(3, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot hold out a part of ")
        .hasMessageContaining("of its 3 examples no class has two");
  }
}
