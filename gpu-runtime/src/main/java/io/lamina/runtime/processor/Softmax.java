package io.lamina.runtime.processor;

import java.util.Arrays;

/** Softmax over the classes of one example, on the host and in double precision. */
final class Softmax {
  private Softmax() {}

  /**
   * {@code logits ← softmax(logits + bias) - onehot(label)}. StrictMath, because what it gives goes
   * into the parameters, which are to be the same bits on every JVM. Without a label (-1) there is
   * nothing to learn: the gradient is zero.
   *
   * @return the cross-entropy, from the logits: finite for any finite logits
   */
  static double gradient(float[] logits, float[] bias, int label) {
    if (label < 0) {
      Arrays.fill(logits, 0f);
      return 0;
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      logits[i] += bias[i];
      highest = Math.max(highest, logits[i]);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp(logit - highest);
    }
    double logSum = highest + StrictMath.log(sum);
    double loss = logSum - logits[label];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (StrictMath.exp(logits[i] - logSum) - (i == label ? 1 : 0));
    }
    return loss;
  }
}
