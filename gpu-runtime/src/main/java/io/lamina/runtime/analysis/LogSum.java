package io.lamina.runtime.analysis;

/** The logarithm of a sum whose terms are given by their logarithms, of whatever size. */
final class LogSum {
  private double highest = Double.NEGATIVE_INFINITY;
  private double scaledSum;

  /**
   * @param logTerm finite
   */
  void add(double logTerm) {
    if (logTerm > highest) {
      scaledSum = scaledSum * StrictMath.exp(highest - logTerm) + 1;
      highest = logTerm;
    } else {
      scaledSum += StrictMath.exp(logTerm - highest);
    }
  }

  /** Negative infinity if nothing was added. */
  double value() {
    return highest + StrictMath.log(scaledSum);
  }
}
