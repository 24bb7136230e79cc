package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RaceTest {
  /** Needs a stated time for a step, and notes its turns. */
  private record Steady(String name, double secondsPerStep, List<String> log) implements Contender {
    @Override
    public double seconds(int steps) {
      log.add(name + steps);
      return steps * secondsPerStep;
    }

    @Override
    public void close() {}
  }

  @Test
  void contendersTakeTurnsOfAboutTheSameLength() {
    List<String> log = new ArrayList<>();
    Map<String, Laps> laps =
        new Race(3, 2, 0).run(List.of(new Steady("fast", 0.1, log), new Steady("slow", 5, log)));

    assertThat(log.subList(2, log.size()))
        .containsExactly("fast20", "slow1", "slow1", "fast20", "fast20", "slow1");
    assertThat(laps.keySet()).containsExactly("fast", "slow");
    assertThat(laps.get("slow").secondsPerStep()).hasSize(3);
    assertThat(laps.get("slow").timeOver(laps.get("fast"))).isCloseTo(50, Offset.offset(1e-9));
  }

  @Test
  void warmsUpForAsLongAsItShould() {
    List<String> log = new ArrayList<>();
    new Race(1, 1, 10).run(List.of(new Steady("x", 1, log)));

    int steps = log.stream().mapToInt(turn -> Integer.parseInt(turn.substring(1))).sum();
    assertThat(steps - 1).isBetween(10, 20);
  }
}
