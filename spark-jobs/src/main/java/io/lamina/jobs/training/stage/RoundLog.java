package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.parameters.RoundSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Keeps what the rounds of a stage reported, and notices when the loss runs away: while a round is
 * committed, so that neither hangs on how quickly somebody is told of it. Thread-safe.
 */
final class RoundLog {
  private final StageOrder order;
  private final LongSupplier nanos;
  private final CompletableFuture<StageDivergedException> runaway = new CompletableFuture<>();
  private final long began;
  private final long elapsedBefore;
  private final List<Double> losses;
  private final ValidationCurve validation;
  private long examples;
  private long trainerNanos;

  /**
   * @param before what the rounds before reported
   * @param nanos a clock
   */
  RoundLog(StageOrder order, RoundHistory before, LongSupplier nanos) {
    this.order = order;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.elapsedBefore = before.elapsedNanos();
    this.losses = new ArrayList<>(before.losses());
    this.validation = before.validation();
    this.examples = before.examples();
    this.trainerNanos = before.trainerNanos();
  }

  /** Completes when the loss has run away, where and why. */
  CompletableFuture<StageDivergedException> runaway() {
    return runaway;
  }

  /** Counts a round that is being committed. */
  synchronized void committed(RoundSummary round) {
    losses.add(round.loss());
    examples += round.examples();
    trainerNanos += round.pushes().stream().mapToLong(push -> push.report().computeNanos()).sum();
    double first = losses.get(0);
    if (!(Math.abs(round.loss()) <= order.mostLoss(first))) { // nor NaN
      runaway.complete(diverged(round, Math.abs(first)));
    }
  }

  private StageDivergedException diverged(RoundSummary round, double first) {
    return new StageDivergedException(
        String.format(
            Locale.ROOT,
            "%s diverged in round %d: the loss is %.4g, it began at %.4g (lower %s.learningRate)",
            order.stage(),
            round.round() + 1,
            round.loss(),
            first,
            order.work().planKey()),
        round.round());
  }

  /** What all rounds so far reported. */
  synchronized RoundHistory history() {
    long elapsed = elapsedBefore + nanos.getAsLong() - began;
    return new RoundHistory(losses, examples, trainerNanos, elapsed, validation);
  }
}
