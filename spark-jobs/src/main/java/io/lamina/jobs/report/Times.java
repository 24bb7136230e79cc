package io.lamina.jobs.report;

import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.RunCosts;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the time went.
 *
 * @param slices one a phase, in the order of the run
 * @param total of the run
 * @param totalCores core-seconds of the run
 * @param totalCards card-seconds of the run, if it had cards
 * @param totalMoney what they cost, if the plan has a price
 * @param outsideTrainers the share of the training time, if known
 */
record Times(
    List<Slice> slices,
    String total,
    String totalCores,
    Optional<String> totalCards,
    Optional<String> totalMoney,
    Optional<String> outsideTrainers) {
  static Optional<Times> of(RunRecord run) {
    Duration total = run.costs().spent().getOrDefault(Phase.TOTAL, Duration.ZERO);
    if (total.isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        new Times(
            slices(run.costs(), total),
            Figures.duration(total),
            cores(run.costs(), Phase.TOTAL),
            cards(run.costs(), Phase.TOTAL),
            money(run.costs(), Phase.TOTAL),
            run.costs().outsideTrainers().stream().mapToObj(Figures::percent).findFirst()));
  }

  private static List<Slice> slices(RunCosts costs, Duration total) {
    List<Slice> slices = new ArrayList<>();
    costs
        .spent()
        .forEach(
            (phase, time) -> {
              if (phase != Phase.TOTAL) {
                slices.add(Slice.of(phase, time, total, costs));
              }
            });
    return slices;
  }

  private static String cores(RunCosts costs, Phase phase) {
    return seconds(costs.used().getOrDefault(phase, Usage.none()).coreMilliseconds());
  }

  /** A run without cards has no column for them. */
  private static Optional<String> cards(RunCosts costs, Phase phase) {
    long all = costs.used().getOrDefault(Phase.TOTAL, Usage.none()).cardMilliseconds();
    return all == 0
        ? Optional.empty()
        : Optional.of(seconds(costs.used().getOrDefault(phase, Usage.none()).cardMilliseconds()));
  }

  private static Optional<String> money(RunCosts costs, Phase phase) {
    return costs
        .money()
        .map(
            money ->
                String.format(
                    Locale.ROOT,
                    "%,.4f %s",
                    money.amounts().getOrDefault(phase, 0.0),
                    money.currency()));
  }

  private static String seconds(long milliseconds) {
    return String.format(Locale.ROOT, "%,.1f", milliseconds / 1000.0);
  }

  /**
   * A phase.
   *
   * @param key names its colour
   * @param title of the phase
   * @param milliseconds its length in the bar
   * @param time it took
   * @param share of the whole run
   * @param cores core-seconds
   * @param cards card-seconds, if the run had cards
   * @param money what they cost, if the plan has a price
   */
  record Slice(
      String key,
      String title,
      long milliseconds,
      String time,
      String share,
      String cores,
      Optional<String> cards,
      Optional<String> money) {
    private static Slice of(Phase phase, Duration time, Duration total, RunCosts costs) {
      return new Slice(
          phase.key(),
          phase.title(),
          time.toMillis(),
          Figures.duration(time),
          Figures.percent((double) time.toMillis() / total.toMillis()),
          Times.cores(costs, phase),
          Times.cards(costs, phase),
          Times.money(costs, phase));
    }
  }
}
