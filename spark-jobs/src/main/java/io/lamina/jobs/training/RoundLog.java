package io.lamina.jobs.training;

import static java.lang.Double.MIN_NORMAL;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.parameters.Push;
import io.lamina.parameters.RoundListener;
import io.lamina.parameters.RoundSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what the rounds of a stage reported, and notices when the loss runs away. Thread-safe. */
final class RoundLog implements RoundListener {
  private final StageWork work;
  private final double guessing;
  private final double lossFactor;
  private final StageProgress progress;
  private final CompletableFuture<String> runaway = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private final long elapsedBefore;
  private final List<Double> losses;
  private long examples;
  private long trainerNanos;

  /**
   * @param guessing the loss of a network that knows nothing, or 0
   * @param lossFactor a loss so many times that of the first round, or that of guessing, has run
   *     away
   * @param before what the rounds before reported
   */
  RoundLog(
      StageWork work,
      double guessing,
      double lossFactor,
      StageProgress progress,
      RoundHistory before) {
    this.work = work;
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
    trainerNanos += round.pushes().stream().mapToLong(Push::computeNanos).sum();
    progress.round(round.round() + 1, round.loss(), examplesPerSecond());
    double first = Math.abs(losses.get(0));
    if (Math.abs(round.loss()) > lossFactor * Math.max(Math.max(first, guessing), MIN_NORMAL)) {
      runaway.complete(
          String.format(
              "%s diverged in round %d: the loss is %.4g, it began at %.4g (lower %s.learningRate)",
              work.stage(), round.round() + 1, round.loss(), first, work.planKey()));
    }
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
