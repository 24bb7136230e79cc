package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.rounds.WorkerRecord;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a run took.
 *
 * @param spent the time each phase took, and their sum; kept to the millisecond
 * @param used what executors were kept in each phase, and the sum
 * @param money what they cost, where the plan has a price
 * @param outsideTrainers the share of the training time spent outside the trainers (waiting,
 *     averaging, Spark), 0 to 1
 * @param workers what each worker did for each stage, of this run alone
 * @param rechecks what workers found out about each other, where that was asked for
 */
public record RunCosts(
    Map<Phase, Duration> spent,
    Map<Phase, Usage> used,
    Optional<Money> money,
    OptionalDouble outsideTrainers,
    List<WorkerRecord> workers,
    Optional<RecheckRecord> rechecks) {
  public RunCosts {
    spent = milliseconds(spent);
    used = Collections.unmodifiableMap(new TreeMap<>(used));
    requireNonNull(money, "money is null");
    outsideTrainers.ifPresent(share -> Share.require("outsideTrainers", share));
    workers = List.copyOf(workers);
    requireNonNull(rechecks, "rechecks is null");
  }

  private static Map<Phase, Duration> milliseconds(Map<Phase, Duration> spent) {
    EnumMap<Phase, Duration> rounded = new EnumMap<>(Phase.class);
    spent.forEach(
        (phase, time) -> {
          if (time.isNegative()) {
            throw new IllegalArgumentException(phase.key() + " took " + time + ": negative");
          }
          rounded.put(phase, time.truncatedTo(ChronoUnit.MILLIS));
        });
    return Collections.unmodifiableMap(rounded);
  }
}
