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
 * @param logPartition with its standard error
 */
record Likelihood(String mean, String examples, String logPartition) {
  static Optional<Likelihood> of(RunRecord run) {
    return run.likelihood().map(Likelihood::of);
  }

  private static Likelihood of(LikelihoodRecord figures) {
    return new Likelihood(
        String.format(Locale.ROOT, "%.2f", figures.testLogLikelihood()),
        Figures.count(figures.examples()),
        String.format(Locale.ROOT, "%.2f ± %.2f", figures.logPartition(), figures.standardError()));
  }
}
