package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How likely a restricted Boltzmann machine finds held-out examples, in nats; a density where they
 * are real.
 *
 * @param logPartition the estimate of log Z
 * @param standardError of it; says something while the estimate {@link #isBounded()}
 * @param testLogLikelihood the mean over the examples
 * @param examples how many, at least 1
 * @param device that computed all this
 */
public record LikelihoodRecord(
    double logPartition,
    double standardError,
    double testLogLikelihood,
    int examples,
    String device)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public LikelihoodRecord {
    requireNonNull(device, "device is null");
    if (!Double.isFinite(logPartition)
        || !Double.isFinite(testLogLikelihood)
        || !(standardError >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              "log Z is %s ± %s, the log-likelihood %s: must be finite",
              logPartition, standardError, testLogLikelihood));
    }
    if (examples < 1) {
      throw new IllegalArgumentException("examples is " + examples + ", must be at least 1");
    }
  }

  /**
   * Whether Z is within three standard errors of above 0. If not, a few particles carry the
   * estimate, and nothing says that there are no larger ones: log Z may be far higher, and the
   * log-likelihood far lower.
   */
  public boolean isBounded() {
    return 3 * standardError < 1;
  }
}
