package io.lamina.parameters;

import java.util.List;

/**
 * A committed round.
 *
 * @param stage the stage's name
 * @param round counted from 0
 * @param examples all shards saw
 * @param loss mean loss of the measured examples; NaN if none was measured
 * @param pushes the shards' reports, by shard
 */
public record RoundSummary(String stage, int round, long examples, double loss, List<Push> pushes) {
  public static RoundSummary of(String stage, int round, List<Push> pushes) {
    LossSum loss = LossSum.none();
    long examples = 0;
    for (Push push : pushes) {
      loss = loss.plus(push.loss());
      examples += push.examples();
    }
    return new RoundSummary(stage, round, examples, loss.mean(), List.copyOf(pushes));
  }
}
