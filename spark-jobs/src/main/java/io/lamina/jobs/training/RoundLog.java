package io.lamina.jobs.training;

import static java.lang.Double.MIN_NORMAL;

import io.lamina.parameters.Push;
import io.lamina.parameters.RoundListener;
import io.lamina.parameters.RoundSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what the rounds of a stage reported, and notices when the loss runs away. Thread-safe. */
final class RoundLog implements RoundListener {
  /** A loss so many times that of the first round, or that of guessing, will not come back. */
  static final double RUNAWAY = 10;

  private final StageWork work;
  private final double guessing;
  private final StageProgress progress;
  private final CompletableFuture<String> runaway = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private final List<Double> losses = new ArrayList<>();
  private long examples;
  private long trainerNanos;

  /**
   * @param guessing the loss of a network that knows nothing, or 0
   */
  RoundLog(StageWork work, double guessing, StageProgress progress) {
    this.work = work;
    this.guessing = guessing;
    this.progress = progress;
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
    if (Math.abs(round.loss()) > RUNAWAY * Math.max(Math.max(first, guessing), MIN_NORMAL)) {
      runaway.complete(
          String.format(
              "%s diverged in round %d: the loss is %.4g, it began at %.4g (lower %s.learningRate)",
              work.stage(), round.round() + 1, round.loss(), first, work.planKey()));
    }
  }

  private double examplesPerSecond() {
    return examples / Math.max(1e-9, (System.nanoTime() - began) * 1e-9);
  }

  synchronized StageResult result(float[] vector, String device) {
    return new StageResult(vector, losses, examplesPerSecond(), trainerNanos * 1e-9, device);
  }
}
