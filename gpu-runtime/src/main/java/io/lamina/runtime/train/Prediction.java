package io.lamina.runtime.train;

/**
 * What a network takes an example for.
 *
 * @param label the most probable class
 * @param logOdds of this class against all others: above 0 where it has more than half of the
 *     probability
 */
public record Prediction(int label, double logOdds) {

  /** That of the logits {@code scores[from …]}, one for each class. */
  static Prediction of(float[] scores, int from, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (scores[from + i] > scores[from + best]) {
        best = i;
      }
    }
    return new Prediction(best, logOdds(scores, from, classes, best));
  }

  /** StrictMath: it decides what is learnt. */
  private static double logOdds(float[] scores, int from, int classes, int best) {
    double highest = scores[from + best];
    double others = 0;
    for (int i = 0; i < classes; i++) {
      others += i == best ? 0 : StrictMath.exp(scores[from + i] - highest);
    }
    return -StrictMath.log(others);
  }
}
