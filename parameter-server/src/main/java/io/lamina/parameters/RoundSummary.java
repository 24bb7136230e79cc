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
    double lossSum = 0;
    long lossExamples = 0;
    long examples = 0;
    for (Push push : pushes) {
      lossSum += push.lossSum();
      lossExamples += push.lossExamples();
      examples += push.examples();
    }
    double loss = lossExamples > 0 ? lossSum / lossExamples : Double.NaN;
    return new RoundSummary(stage, round, examples, loss, List.copyOf(pushes));
  }
}
