package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UnitResponsesTest {
  /** Three units, five examples in two batches; the first two units are traced. */
  private static UnitResponses responses() {
    UnitResponses responses = new UnitResponses(3, 2, 5);
    responses.add(new float[] {0.1f, 0.5f, 1, 0.9f, 0.505f, 1, 0.3f, 0.5f, 1});
    responses.add(new float[] {0.9f, 0.5f, 1, 0.2f, 0.5f, 0});
    return responses;
  }

  @Test
  void aUnitIsDeadIfItsResponsesLieCloseTogether() {
    assertThat(responses().dead(0.01)).isEqualTo(1);
    assertThat(responses().isDead(1, 0.01)).isTrue();
    assertThat(responses().isDead(2, 0.01)).as("one example is enough").isFalse();
    assertThat(responses().dead(0.001)).isZero();
  }

  @Test
  void theMostExcitingExamplesComeFirstAndOfEqualOnesTheEarlier() {
    UnitResponses responses = responses();

    assertThat(responses.mostExciting(0, 3)).containsExactly(1, 3, 2);
    assertThat(responses.mostExciting(1, 9)).containsExactly(1, 0, 2, 3, 4);
    assertThat(responses.response(0, 4)).isEqualTo(0.2f);
    assertThat(responses.examples()).isEqualTo(5);
  }

  @Test
  void theMeanIsOverAllUnitsAndExamples() {
    assertThat(responses().mean()).isCloseTo((2.4 + 2.505 + 4) / 15, Offset.offset(1e-6));
  }
}
