package io.lamina.jobs.training.stage;

import static java.lang.Double.MIN_NORMAL;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.run.rounds.WorkerEffort;
import io.lamina.jobs.training.work.StageWork;
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

/** Keeps what the rounds of a stage reported, and notices when the loss runs away. Thread-safe. */
final class RoundLog implements RoundListener {
  private final StageWork work;
  private final int rounds;
  private final double guessing;
  private final double lossFactor;
  private final StageProgress progress;
  private final CompletableFuture<String> runaway = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private final long elapsedBefore;
  private final List<Double> losses;
  private long examples;
  private long trainerNanos;
  private WorkerEffort all = WorkerEffort.none();

  /**
   * @param rounds of the stage
   * @param guessing the loss of a network that knows nothing, or 0
   * @param lossFactor a loss so many times that of the first round, or that of guessing, has run
   *     away
   * @param before what the rounds before reported
   */
  RoundLog(
      StageWork work,
      int rounds,
      double guessing,
      double lossFactor,
      StageProgress progress,
      RoundHistory before) {
    this.work = work;
    this.rounds = rounds;
    this.guessing = guessing;
    this.lossFactor = lossFactor;
    this.progress = progress;
    this.elapsedBefore = before.elapsedNanos();
    this.losses = new ArrayList<>(before.losses());
    this.examples = before.examples();
    this.trainerNanos = before.trainerNanos();
  }

  /** Completes when the loss has run away, with a message for people. */
  CompletableFuture<String> runaway() {
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
    double first = Math.abs(losses.get(0));
    double most = lossFactor * Math.max(Math.max(first, guessing), MIN_NORMAL);
    if (!(Math.abs(round.loss()) <= most)) { // nor NaN
      runaway.complete(
          String.format(
              "%s diverged in round %d: the loss is %.4g, it began at %.4g (lower %s.learningRate)",
              work.stage(), round.round() + 1, round.loss(), first, work.planKey()));
    }
  }

  private RoundReport report(RoundSummary round) {
    SortedMap<String, WorkerEffort> workers = new TreeMap<>();
    for (Push push : round.pushes()) {
      workers.merge(push.report().worker(), effort(push), WorkerEffort::plus);
    }
    return new RoundReport(work.stage(), round.round() + 1, rounds, round.loss(), workers);
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
    return elapsedBefore + System.nanoTime() - began;
  }

  /** The rounds so far. */
  synchronized int rounds() {
    return losses.size();
  }

  /** What all rounds so far reported. */
  synchronized RoundHistory history() {
    return new RoundHistory(losses, examples, trainerNanos, elapsedNanos());
  }
}
