package io.lamina.parameters.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coordinator, servers, workers and a disk in one thread, on a virtual clock and network, from a
 * seed. A seed that fails is in the test's name; {@link Simulation} with it does the same again.
 */
class SimulationTest {
  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappensTheBitsAreThoseOfAnUndisturbedRun(int seed) {
    new Simulation(seed).run();
  }

  @Test
  void aSeedDoesTheSameAgain() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(new Simulation(seed).run()).isEqualTo(new Simulation(seed).run());
    }
  }
}
