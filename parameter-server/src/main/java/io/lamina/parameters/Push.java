package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

/**
 * What a shard learnt in a round, beside the difference itself.
 *
 * @param id what it is for
 * @param examples the shard saw: the weight of its difference, at least 1
 * @param loss that was measured
 * @param report what its worker did since its last push
 */
public record Push(PushId id, long examples, LossSum loss, WorkerReport report) {
  public Push {
    requireNonNull(id, "id is null");
    requireNonNull(loss, "loss is null");
    requireNonNull(report, "report is null");
    if (examples < 1) {
      throw new IllegalArgumentException(
          "not a push: " + examples + " examples, must be at least 1");
    }
  }
}
