package io.lamina.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MissingClassesTest {
  @Test
  void theUserIsToldWhichClassesHaveNoLabels() {
    assertThat(new MissingClasses(List.of()).note()).isEmpty();
    assertThat(new MissingClasses(List.of(3)).note())
        .contains("no labeled example is of class 3: the network cannot learn to tell it");
    assertThat(new MissingClasses(List.of(3, 7)).note())
        .contains("no labeled example is of class 3, 7: the network cannot learn to tell them");
  }

  @Test
  void ofVeryManyClassesTheFirstAreNamed() {
    List<Integer> all = IntStream.range(0, 1000).boxed().toList();

    assertThat(new MissingClasses(all).note().orElseThrow()).contains(", 19 and 980 more: ");
  }
}
