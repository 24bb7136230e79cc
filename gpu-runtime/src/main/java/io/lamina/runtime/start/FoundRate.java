package io.lamina.runtime.start;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The learning rate that a test has found.
 *
 * @param tested the rates that were tried, the lowest first
 * @param best the one of them with the lowest loss
 */
public record FoundRate(List<TestedRate> tested, TestedRate best) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * A rate that does well in the first steps is too high for the many after them, in which the
   * slopes get steeper: units would be thrown to where they say nothing.
   */
  private static final double SHARE = 0.3;

  public FoundRate {
    tested = List.copyOf(tested);
  }

  /** The best of some rates; of equal ones the lowest. Empty if the numbers ran away with all. */
  public static Optional<FoundRate> of(List<TestedRate> tested) {
    return tested.stream()
        .filter(each -> Double.isFinite(each.loss()))
        .min(Comparator.comparingDouble(TestedRate::loss).thenComparingDouble(TestedRate::rate))
        .map(best -> new FoundRate(tested, best));
  }

  /** For people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "learning rate %.3g, found by a test of %d from %.3g to %.3g%s",
        rate(),
        tested.size(),
        first().rate(),
        last().rate(),
        atAnEnd());
  }

  private TestedRate first() {
    return tested.get(0);
  }

  private TestedRate last() {
    return tested.get(tested.size() - 1);
  }

  /** Then a rate beyond might be better still. */
  private String atAnEnd() {
    return best.equals(first())
        ? "; the lowest did best: look at whether the stage learns"
        : best.equals(last()) ? "; the highest did best" : "";
  }

  /** The rate of a stage's first round: a third of the best one. */
  public double rate() {
    return SHARE * best.rate();
  }
}
