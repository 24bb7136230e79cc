package io.lamina.runtime.train;

/**
 * What a network takes an example for.
 *
 * @param label the most probable class
 * @param logOdds of this class against all others: above 0 where it has more than half of the
 *     probability
 */
public record Prediction(int label, double logOdds) {

  /** That of the logits {@code scores[from …] + bias}. */
  static Prediction of(float[] scores, int from, float[] bias) {
    int best = 0;
    for (int i = 1; i < bias.length; i++) {
      if (scores[from + i] + bias[i] > scores[from + best] + bias[best]) {
        best = i;
      }
    }
    return new Prediction(best, logOdds(scores, from, bias, best));
  }

  /** StrictMath: it decides what is learnt. */
  private static double logOdds(float[] scores, int from, float[] bias, int best) {
    double highest = scores[from + best] + bias[best];
    double others = 0;
    for (int i = 0; i < bias.length; i++) {
      others += i == best ? 0 : StrictMath.exp(scores[from + i] + bias[i] - highest);
    }
    return -StrictMath.log(others);
  }
}
