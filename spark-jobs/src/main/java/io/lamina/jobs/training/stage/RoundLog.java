package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.coordinator.RoundListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Keeps what the rounds of a stage reported, and notices when the loss runs away. Thread-safe. */
final class RoundLog implements RoundListener {
  private final StageOrder order;
  private final StageProgress progress;
  private final LongSupplier nanos;
  private final CompletableFuture<StageDivergedException> runaway = new CompletableFuture<>();
  private final long began;
  private final long elapsedBefore;
  private final List<Double> losses;
  private long examples;
  private long trainerNanos;
  private WorkerEffort all = WorkerEffort.none();

  /**
   * @param before what the rounds before reported
   * @param nanos a clock
   */
  RoundLog(StageOrder order, RoundHistory before, StageProgress progress, LongSupplier nanos) {
    this.order = order;
    this.progress = progress;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.elapsedBefore = before.elapsedNanos();
    this.losses = new ArrayList<>(before.losses());
    this.examples = before.examples();
    this.trainerNanos = before.trainerNanos();
  }

  /** Completes when the loss has run away, where and why. */
  CompletableFuture<StageDivergedException> runaway() {
    return runaway;
  }

  @Override
  public synchronized void committed(RoundSummary round) {
    losses.add(round.loss());
    examples += round.examples();
    RoundReport report = report(round);
    all = all.plus(report.all());
    trainerNanos += report.all().computing().toNanos();
    progress.round(report, examplesPerSecond(), all.idle());
    double first = losses.get(0);
    if (!(Math.abs(round.loss()) <= order.mostLoss(first))) { // nor NaN
      runaway.complete(diverged(round, Math.abs(first)));
    }
  }

  private StageDivergedException diverged(RoundSummary round, double first) {
    return new StageDivergedException(
        String.format(
            "%s diverged in round %d: the loss is %.4g, it began at %.4g (lower %s.learningRate)",
            order.stage(), round.round() + 1, round.loss(), first, order.work().planKey()),
        round.round());
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
    return examples / Math.max(1e-9, elapsedNanos() * 1e-9);
  }

  private long elapsedNanos() {
    return elapsedBefore + nanos.getAsLong() - began;
  }

  /** What all rounds so far reported. */
  synchronized RoundHistory history() {
    return new RoundHistory(losses, examples, trainerNanos, elapsedNanos());
  }
}
