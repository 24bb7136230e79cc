package io.lamina.jobs.training.stage;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed that fails is in the test's name; {@link StageSimulation} with it does the same again. */
class StageSimulationTest {
  static LongStream seeds() {
    return LongStream.range(0, 1000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsLostTheStageEndsAsItWouldUndisturbedOrForAReason(long seed) {
    new StageSimulation(seed).run();
  }
}
