package io.lamina.benchmarks;

import io.lamina.jobs.run.RunRecord;
import java.util.Locale;

/** What a run's record says about time that is not spent training. */
final class Shares {
  private Shares() {}

  /** The share of the training time outside the trainers, in percent. */
  static String outsideTrainers(RunRecord run) {
    return run.costs().outsideTrainers().stream()
        .mapToObj(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
        .findFirst()
        .orElse("not measured");
  }
}
