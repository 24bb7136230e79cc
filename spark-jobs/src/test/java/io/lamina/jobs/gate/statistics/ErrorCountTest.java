package io.lamina.jobs.gate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ErrorCountTest {
  /** Newcombe's example (a) of method 10: 56 of 70 against 48 of 80, 95 % on two sides. */
  @Test
  void theIntervalIsNewcombes() {
    Interval rise = new ErrorCount(70, 56).riseSince(new ErrorCount(80, 48), 0.025);

    assertThat(rise.low()).isCloseTo(0.0524, within(1e-4));
    assertThat(rise.high()).isCloseTo(0.3339, within(1e-4));
  }

  @Test
  void theTrueRiseIsBelowTheIntervalAsSeldomAsPromised() {
    Random random = new Random(1);
    int missed = 0;
    for (int trial = 0; trial < 2000; trial++) {
      ErrorCount then = errors(random, 300, 0.05);
      ErrorCount now = errors(random, 300, 0.15);
      missed += now.riseSince(then, 0.05).low() > 0.1 ? 1 : 0;
    }

    assertThat(missed).isBetween(50, 140);
  }

  private static ErrorCount errors(Random random, int rows, double share) {
    return new ErrorCount(rows, random.doubles(rows).filter(value -> value < share).count());
  }

  @Test
  void moreErrorsThanRowsAreRefused() {
    assertThatThrownBy(() -> new ErrorCount(3, 4))
        .hasMessage("4 of 3 rows are wrong: must be at least 0, and at most all rows");
  }
}
