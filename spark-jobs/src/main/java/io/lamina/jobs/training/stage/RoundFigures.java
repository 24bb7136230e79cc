package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.coordinator.RoundListener;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Makes the figures of every round for those who show and write them down, which may take its time:
 * no round waits for it, and nothing is decided by it. One thread at a time.
 */
final class RoundFigures implements RoundListener {
  private final StageOrder order;
  private final StageProgress progress;
  private final LongSupplier nanos;
  private final long began;
  private final long elapsedBefore;
  private long examples;
  private WorkerEffort all = WorkerEffort.none();

  /**
   * @param before what the rounds before reported
   * @param nanos a clock
   */
  RoundFigures(StageOrder order, RoundHistory before, StageProgress progress, LongSupplier nanos) {
    this.order = order;
    this.progress = progress;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.elapsedBefore = before.elapsedNanos();
    this.examples = before.examples();
  }

  @Override
  public void committed(RoundSummary round) {
    examples += round.examples();
    RoundReport report = report(round);
    all = all.plus(report.all());
    progress.round(report, examplesPerSecond(), all.idle());
  }

  private RoundReport report(RoundSummary round) {
    SortedMap<String, WorkerEffort> workers = new TreeMap<>();
    for (Push push : round.pushes()) {
      workers.merge(push.report().worker(), effort(push), WorkerEffort::plus);
    }
    return new RoundReport(order.stage(), round.round() + 1, order.rounds(), round.loss(), workers);
  }

  private static WorkerEffort effort(Push push) {
    WorkerReport report = push.report();
    return new WorkerEffort(
        push.examples(),
        Duration.ofNanos(report.computeNanos()),
        Duration.ofNanos(report.waitNanos()),
        Duration.ofNanos(report.sendNanos()),
        report.sentBytes(),
        report.receivedBytes());
  }

  private double examplesPerSecond() {
    long elapsed = elapsedBefore + nanos.getAsLong() - began;
    return examples / Math.max(1e-9, elapsed * 1e-9);
  }
}
