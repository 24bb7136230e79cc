package io.lamina.jobs.gate.statistics;

import java.util.OptionalLong;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The errors of two classifiers on the same rows.
 *
 * @param rows at least 1
 * @param candidateOnly how many only the candidate has wrong
 * @param championOnly how many only the champion has wrong
 * @param both how many both have wrong
 */
public record PairedErrors(long rows, long candidateOnly, long championOnly, long both) {
  /** Nobody labels more. */
  private static final long MOST_ROWS = 1_000_000_000;

  public PairedErrors {
    if (rows < 1) {
      throw new IllegalArgumentException("there are no labeled rows to compare by");
    }
    long wrong = candidateOnly + championOnly + both;
    if (candidateOnly < 0 || championOnly < 0 || both < 0 || wrong > rows) {
      throw new IllegalArgumentException(
          wrong
              + " of "
              + rows
              + " rows are wrong: counts must be at least 0, and at most all rows");
    }
  }

  /**
   * Counts the errors.
   *
   * @param labels of the rows
   * @param candidate the classes that it gives them, in the same order
   * @param champion the same
   */
  public static PairedErrors of(int[] labels, int[] candidate, int[] champion) {
    if (labels.length != candidate.length || labels.length != champion.length) {
      throw new IllegalArgumentException(
          "labels, candidate and champion have "
              + labels.length
              + ", "
              + candidate.length
              + " and "
              + champion.length
              + " rows, must have the same");
    }
    long candidateOnly = 0;
    long championOnly = 0;
    long both = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean candidateWrong = candidate[i] != labels[i];
      boolean championWrong = champion[i] != labels[i];
      both += candidateWrong && championWrong ? 1 : 0;
      candidateOnly += candidateWrong && !championWrong ? 1 : 0;
      championOnly += !candidateWrong && championWrong ? 1 : 0;
    }
    return new PairedErrors(labels.length, candidateOnly, championOnly, both);
  }

  /** The candidate's error, 0 to 1. */
  public double candidateError() {
    return (double) (candidateOnly + both) / rows;
  }

  /** The champion's error, 0 to 1. */
  public double championError() {
    return (double) (championOnly + both) / rows;
  }

  /** Candidate minus champion, -1 to 1. */
  public double difference() {
    return pairs().difference();
  }

  /**
   * The exact two-sided p-value of McNemar's test: how probable it is, if both err as often, that
   * the discordant rows are divided as unevenly as this.
   */
  public double mcNemar() {
    long discordant = candidateOnly + championOnly;
    if (discordant == 0) {
      return 1;
    }
    BinomialDistribution even = new BinomialDistribution(null, Math.toIntExact(discordant), 0.5);
    int fewer = Math.toIntExact(Math.min(candidateOnly, championOnly));
    return Math.min(1, 2 * even.cumulativeProbability(fewer));
  }

  /**
   * Where the difference lies.
   *
   * @param alpha the probability with which it lies below the interval, and that with which it lies
   *     above; above 0 and below 0.5
   */
  public Interval interval(double alpha) {
    return pairs().interval(quantile(alpha));
  }

  /**
   * How many rows would decide, if the shares stay as they are.
   *
   * @param alpha as for {@link #interval}
   * @param margin as for {@link Interval#against}
   * @return the least number of rows for which it is not undecided; empty where that is a billion
   *     or more
   */
  public OptionalLong rowsToDecide(double alpha, double margin) {
    double z = quantile(alpha);
    long few = 0;
    long enough = 1;
    while (!decides(enough, z, margin)) {
      few = enough;
      enough *= 2;
      if (enough > MOST_ROWS) {
        return OptionalLong.empty();
      }
    }
    while (enough - few > 1) {
      long middle = (few + enough) / 2;
      if (decides(middle, z, margin)) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    return OptionalLong.of(enough);
  }

  private boolean decides(long otherRows, double z, double margin) {
    return pairs().of((double) otherRows).interval(z).against(margin) != Comparison.UNDECIDED;
  }

  private DiscordantPairs pairs() {
    return new DiscordantPairs(rows, candidateOnly, championOnly);
  }

  private static double quantile(double alpha) {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", must be above 0 and below 0.5");
    }
    return -new NormalDistribution(null, 0, 1).inverseCumulativeProbability(alpha);
  }
}
