package io.lamina.jobs.gate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairedErrorsTest {
  private static final double Z_95 = 0.025;

  @Test
  void errorsAreCountedByRow() {
    PairedErrors errors =
        PairedErrors.of(
            new int[] {0, 1, 2, 3, 0}, new int[] {0, 1, 0, 0, 0}, new int[] {1, 0, 2, 1, 0});

    assertThat(errors).isEqualTo(new PairedErrors(5, 1, 2, 1));
    assertThat(errors.candidateError()).isEqualTo(0.4);
    assertThat(errors.championError()).isEqualTo(0.6);
    assertThat(errors.difference()).isCloseTo(-0.2, within(1e-15));
  }

  /**
   * Tables of textbooks: airway hyper-responsiveness (Bentur et al., 2009; Fagerland, Lydersen and
   * Laake, Statistics in Medicine 33, 2014), and what follows from the binomial by hand.
   */
  @ParameterizedTest
  @CsvSource({"1, 7, 0.0703125", "2, 9, 0.0654296875", "5, 5, 1", "0, 0, 1", "0, 6, 0.03125"})
  void theTestOfMcNemarIsExact(int candidate, int champion, double p) {
    assertThat(new PairedErrors(100, candidate, champion, 3).mcNemar()).isCloseTo(p, within(1e-12));
    assertThat(new PairedErrors(100, champion, candidate, 3).mcNemar()).isCloseTo(p, within(1e-12));
  }

  /** Tango's interval of the same table, as that article gives it: -0.517 to -0.026. */
  @Test
  void theIntervalIsThatOfTheLiterature() {
    Interval interval = new PairedErrors(21, 1, 7, 1).interval(Z_95);

    assertThat(interval.low()).isCloseTo(-0.517, within(5e-4));
    assertThat(interval.high()).isCloseTo(-0.026, within(5e-4));
  }

  /** Without discordant rows the score has a closed form: the limits are z² / (n + z²). */
  @Test
  void equalErrorsHaveTheIntervalOfNoEvent() {
    double squared = 1.959963984540054 * 1.959963984540054;

    Interval interval = new PairedErrors(500, 0, 0, 20).interval(Z_95);

    assertThat(interval.high()).isCloseTo(squared / (500 + squared), within(1e-9));
    assertThat(interval.low()).isCloseTo(-squared / (500 + squared), within(1e-9));
  }

  /** An implementation of its own: the likeliest nuisance is searched for, not solved for. */
  @Test
  void theLimitsAreWhereTheScoreTestTurns() {
    int[][] tables = {{60, 4, 9}, {200, 11, 3}, {2000, 50, 40}, {40, 0, 6}, {30, 5, 5}};
    for (int[] table : tables) {
      Interval interval = new PairedErrors(table[0], table[1], table[2], 0).interval(Z_95);

      assertThat(plainScore(table, interval.low())).isCloseTo(1.959964, within(1e-4));
      assertThat(plainScore(table, interval.high())).isCloseTo(-1.959964, within(1e-4));
    }
  }

  /** (b - c - nD) / sqrt(n (p12 + p21 - D²)) at the likeliest p12 = p21 + D. */
  private static double plainScore(int[] table, double difference) {
    double n = table[0];
    double low = Math.max(0, -difference);
    double high = (1 - difference) / 2;
    for (int i = 0; i < 300; i++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (likelihood(table, difference, left) < likelihood(table, difference, right)) {
        low = left;
      } else {
        high = right;
      }
    }
    double p21 = (low + high) / 2;
    double variance = n * (2 * p21 + difference - difference * difference);
    return (table[1] - table[2] - n * difference) / Math.sqrt(variance);
  }

  private static double likelihood(int[] table, double difference, double p21) {
    return times(table[1], p21 + difference)
        + times(table[2], p21)
        + times(table[0] - table[1] - table[2], 1 - 2 * p21 - difference);
  }

  private static double times(int count, double probability) {
    return count == 0 ? 0 : count * Math.log(probability);
  }

  @Test
  void theVerdictOfAnIntervalDependsOnTheMargin() {
    assertThat(new Interval(-0.02, -0.001).against(0.01)).isEqualTo(Comparison.BETTER);
    assertThat(new Interval(-0.02, 0.009).against(0.01)).isEqualTo(Comparison.NOT_WORSE);
    assertThat(new Interval(0.001, 0.009).against(0.01)).isEqualTo(Comparison.NOT_WORSE);
    assertThat(new Interval(0.001, 0.02).against(0.01)).isEqualTo(Comparison.UNDECIDED);
    assertThat(new Interval(0.011, 0.02).against(0.01)).isEqualTo(Comparison.WORSE);
    assertThat(new Interval(-0.02, 0).against(0)).isEqualTo(Comparison.UNDECIDED);
  }

  @Test
  void theRowsThatWouldDecideDoAndOneFewerDoNot() {
    PairedErrors few = new PairedErrors(200, 6, 5, 10);
    assertThat(few.interval(Z_95).against(0.01)).isEqualTo(Comparison.UNDECIDED);

    long rows = few.rowsToDecide(Z_95, 0.01).orElseThrow();

    // About (z / distance)² times the share of discordant rows: 1.96² · 0.055 / 0.005².
    assertThat(rows).isBetween(8_000L, 9_000L);
    DiscordantPairs pairs = new DiscordantPairs(200, 6, 5);
    assertThat(pairs.of((double) rows).interval(1.959964).against(0.01))
        .isEqualTo(Comparison.NOT_WORSE);
    assertThat(pairs.of(rows - 2.0).interval(1.959964).against(0.01))
        .isEqualTo(Comparison.UNDECIDED);
  }

  @Test
  void noNumberOfRowsDecidesADifferenceThatIsTheMargin() {
    assertThat(new PairedErrors(200, 6, 4, 0).rowsToDecide(Z_95, 0.01)).isEmpty();
  }

  /** At the margin, where a candidate is just too bad, it passes with the stated probability. */
  @Test
  void aCandidateThatIsWorseByTheMarginPassesAsRarelyAsStated() {
    Random random = new Random(11);
    int passed = 0;
    for (int i = 0; i < 4000; i++) {
      passed += drawn(random, 600, 0.05, 0.03).interval(0.05).against(0.02).isEnough() ? 1 : 0;
    }

    assertThat(passed / 4000.0).isBetween(0.03, 0.06);
  }

  @Test
  void theIntervalCoversAsOftenAsStated() {
    Random random = new Random(12);
    int covered = 0;
    for (int i = 0; i < 4000; i++) {
      Interval interval = drawn(random, 400, 0.03, 0.02).interval(0.05);
      covered += interval.low() <= 0.01 && 0.01 <= interval.high() ? 1 : 0;
    }

    assertThat(covered / 4000.0).isBetween(0.88, 0.92);
  }

  private static PairedErrors drawn(Random random, int rows, double candidate, double champion) {
    int candidateOnly = 0;
    int championOnly = 0;
    for (int i = 0; i < rows; i++) {
      double number = random.nextDouble();
      candidateOnly += number < candidate ? 1 : 0;
      championOnly += number >= candidate && number < candidate + champion ? 1 : 0;
    }
    return new PairedErrors(rows, candidateOnly, championOnly, 0);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> PairedErrors.of(new int[2], new int[2], new int[3]))
        .hasMessage("labels, candidate and champion have 2, 2 and 3 rows, must have the same");
    assertThatThrownBy(() -> PairedErrors.of(new int[0], new int[0], new int[0]))
        .hasMessage("there are no labeled rows to compare by");
    assertThatThrownBy(() -> new PairedErrors(3, 2, 2, 0)).hasMessageContaining("4 of 3 rows");
    assertThatThrownBy(() -> new PairedErrors(3, 1, 1, 0).interval(0.5))
        .hasMessageContaining("alpha is 0.5");
  }
}
