package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.Comparison;
import io.lamina.jobs.gate.statistics.Interval;
import io.lamina.jobs.gate.statistics.PairedBootstrap;
import io.lamina.jobs.gate.statistics.TrimmedMean;
import io.lamina.runtime.device.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A decision by rows without labels: of a model against the champion, or against a baseline.
 *
 * @param gate its name
 * @param other what the model is compared with, in words
 * @param measure of the rows
 * @param relativeMargin how much worse it may be, as a share of the other's trimmed mean
 * @param enough what is asked of the model
 */
record Rows(
    String gate,
    String other,
    RowMeasure measure,
    double relativeMargin,
    Predicate<Comparison> enough) {
  private static final int LEAST_ROWS = 100;
  private static final int RESAMPLES = 2000;
  private static final TrimmedMean MEAN = new TrimmedMean(0.1);

  /**
   * @param confidence of the decision
   * @param key of the bootstrap
   * @param candidate of each row
   * @param compared the other's figures of the same rows
   */
  GateResult judge(double confidence, RandomKey key, double[] candidate, double[] compared) {
    Optional<String> trouble = trouble(candidate, compared);
    if (trouble.isPresent()) {
      return GateResult.notComputed(gate, trouble.get());
    }
    double[] differences =
        IntStream.range(0, candidate.length)
            .mapToDouble(i -> measure.worse(candidate[i], compared[i]))
            .toArray();
    double alpha = 1 - confidence;
    Interval interval = new PairedBootstrap(key, RESAMPLES, MEAN).interval(differences, alpha);
    double mean = mean(compared);
    double margin = relativeMargin * Math.abs(mean);
    Comparison comparison = interval.against(margin);
    return new GateResult(
        gate,
        Verdict.of(enough.test(comparison)),
        List.of(
            new Figure("rows", candidate.length),
            new Figure("mean", mean(candidate)),
            new Figure("otherMean", mean),
            new Figure("low", interval.low()),
            new Figure("high", interval.high())),
        List.of(
            new Figure("margin", margin),
            new Figure("relativeMargin", relativeMargin),
            new Figure("alpha", alpha)),
        sentence(mean(candidate), mean, interval, margin)
            + conclusion(comparison, needed(differences, interval, margin)));
  }

  private Optional<String> trouble(double[] candidate, double[] compared) {
    if (candidate.length != compared.length) {
      return Optional.of(
          "The model has "
              + candidate.length
              + " rows, "
              + other
              + " has "
              + compared.length
              + ": measure both on the same rows.");
    }
    if (candidate.length < LEAST_ROWS) {
      return Optional.of(
          "There are "
              + candidate.length
              + " held-out rows, there must be at least "
              + LEAST_ROWS
              + ": hold out more.");
    }
    return IntStream.range(0, candidate.length)
        .filter(i -> !Double.isFinite(candidate[i]) || !Double.isFinite(compared[i]))
        .mapToObj(i -> infinite(i, candidate[i], compared[i]))
        .findFirst();
  }

  private String infinite(int row, double candidate, double compared) {
    return "The "
        + measure.words()
        + " of row "
        + row
        + " is "
        + candidate
        + ", with "
        + other
        + " "
        + compared
        + ": look at this row, and train with a lower learning rate if there are many.";
  }

  private static double mean(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return MEAN.of(sorted);
  }

  private String sentence(double candidate, double compared, Interval interval, double margin) {
    return "On the middle four fifths of the rows the mean "
        + measure.words()
        + " is "
        + new Decimal(candidate)
        + ", that of "
        + other
        + " "
        + new Decimal(compared)
        + "; it is worse by "
        + new Decimal(interval.low())
        + " to "
        + new Decimal(interval.high())
        + ", the margin is "
        + new Decimal(margin)
        + ": ";
  }

  /** An interval shrinks with the root of the rows. */
  private static double needed(double[] differences, Interval interval, double margin) {
    double distance = Math.abs(mean(differences) - margin);
    double ratio = (interval.high() - interval.low()) / 2 / distance;
    return Math.ceil(differences.length * ratio * ratio);
  }

  private String conclusion(Comparison comparison, double needed) {
    if (comparison == Comparison.UNDECIDED) {
      String rows =
          needed < 1e9
              ? "About " + new Decimal(needed) + " rows would have decided: hold out more"
              : "No number of rows decides a difference so close to the margin";
      return "undecided. " + rows + ", or raise the margin.";
    }
    String verdict = "the model is " + comparison.words() + ".";
    return enough.test(comparison)
        ? verdict
        : verdict + " Look at the data and the plan of this run.";
  }
}
