package io.lamina.jobs.report;

import io.lamina.jobs.run.LikelihoodRecord;
import io.lamina.jobs.run.RunRecord;
import java.util.Locale;
import java.util.Optional;

/**
 * How likely the lowest layer finds held-out examples, in words.
 *
 * @param mean over the examples
 * @param examples how many
 * @param logPartition with its standard error, where that says something
 * @param isBounded whether it does
 */
record Likelihood(String mean, String examples, String logPartition, boolean isBounded) {
  static Optional<Likelihood> of(RunRecord run) {
    return run.results().likelihood().map(Likelihood::of);
  }

  private static Likelihood of(LikelihoodRecord figures) {
    return new Likelihood(
        String.format(Locale.ROOT, "%.2f", figures.testLogLikelihood()),
        Figures.count(figures.examples()),
        logPartition(figures),
        figures.isBounded());
  }

  private static String logPartition(LikelihoodRecord figures) {
    String estimate = String.format(Locale.ROOT, "%.2f", figures.logPartition());
    return figures.isBounded()
        ? String.format(Locale.ROOT, "%s ± %.2f", estimate, figures.standardError())
        : estimate;
  }
}
