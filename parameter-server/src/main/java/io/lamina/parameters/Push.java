package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a shard learnt in a round, beside the difference itself.
 *
 * @param id what it is for
 * @param examples the shard saw: the weight of its difference, at least 1
 * @param loss that was measured
 * @param report what its worker did since its last push
 * @param rechecks what the worker came to in this round, for comparison; at most {@value
 *     #MAX_RECHECKS}
 */
public record Push(
    PushId id, long examples, LossSum loss, WorkerReport report, List<Recheck> rechecks) {
  public static final int MAX_RECHECKS = 8;

  public Push {
    requireNonNull(id, "id is null");
    requireNonNull(loss, "loss is null");
    requireNonNull(report, "report is null");
    if (examples < 1) {
      throw new IllegalArgumentException(
          "not a push: " + examples + " examples, must be at least 1");
    }
    rechecks = List.copyOf(rechecks);
    if (rechecks.size() > MAX_RECHECKS) {
      throw new IllegalArgumentException(
          "not a push: " + rechecks.size() + " rechecks, must be at most " + MAX_RECHECKS);
    }
  }

  /** Of which nothing is compared. */
  public Push(PushId id, long examples, LossSum loss, WorkerReport report) {
    this(id, examples, loss, report, List.of());
  }
}
