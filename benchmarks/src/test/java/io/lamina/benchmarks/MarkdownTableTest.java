package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void columnsLineUp() {
    MarkdownTable table = new MarkdownTable("n", "speed").row(List.of("1024", "9"));

    assertThat(table.toString())
        .isEqualTo(
            """
            |    n | speed |
            |-----:|------:|
            | 1024 |     9 |
            """);
  }

  @Test
  void refusesARowThatDoesNotFit() {
    MarkdownTable table = new MarkdownTable("n", "speed");
    assertThatThrownBy(() -> table.row(List.of("1"))).hasMessage("1 cells, must be 2: [1]");
  }
}
