package io.lamina.jobs.training.stage;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A seed that fails is in the test's name; {@link RecheckSimulation} with it does the same again.
 */
class RecheckSimulationTest {
  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWrongBitThatIsComparedIsFoundAndTheBitsAreThoseOfACleanRun(long seed) {
    new RecheckSimulation(seed).run();
  }
}
