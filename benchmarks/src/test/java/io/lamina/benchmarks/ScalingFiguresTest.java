package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingFiguresTest {
  private static final ScalingFigures FIGURES =
      new ScalingFigures(1 << 20, 400 << 20, List.of(1, 4), Map.of(1, List.of(100.0, 30.0)));

  @Test
  void aRoundMovesEveryWorkersVectorTwice() {
    assertThat(FIGURES.possible()).containsExactly(200.0, 50.0);
    assertThat(FIGURES.table())
        .contains("|       1 |              200.0 |    100.0 |         200 |")
        .contains("|       4 |               50.0 |     30.0 |         240 |");
  }
}
