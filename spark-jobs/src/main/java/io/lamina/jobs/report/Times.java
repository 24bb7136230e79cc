package io.lamina.jobs.report;

import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time went.
 *
 * @param slices one a phase, in the order of the run
 * @param total of the run
 * @param outsideTrainers the share of the training time, if known
 */
record Times(List<Slice> slices, String total, Optional<String> outsideTrainers) {
  static Optional<Times> of(RunRecord run) {
    Duration total = run.costs().spent().getOrDefault(Phase.TOTAL, Duration.ZERO);
    if (total.isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        new Times(
            slices(run.costs().spent(), total),
            Figures.duration(total),
            run.costs().outsideTrainers().stream().mapToObj(Figures::percent).findFirst()));
  }

  private static List<Slice> slices(Map<Phase, Duration> spent, Duration total) {
    List<Slice> slices = new ArrayList<>();
    spent.forEach(
        (phase, time) -> {
          if (phase != Phase.TOTAL) {
            slices.add(Slice.of(phase.key(), phase.title(), time, total));
          }
        });
    return slices;
  }

  /**
   * A phase.
   *
   * @param key names its colour
   * @param title of the phase
   * @param milliseconds its length in the bar
   * @param time it took
   * @param share of the whole run
   */
  record Slice(String key, String title, long milliseconds, String time, String share) {
    private static Slice of(String key, String title, Duration time, Duration total) {
      return new Slice(
          key,
          title,
          time.toMillis(),
          Figures.duration(time),
          Figures.percent((double) time.toMillis() / total.toMillis()));
    }
  }
}
