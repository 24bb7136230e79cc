package io.lamina.jobs.gate;

/**
 * Labeled rows that decide which model is better. Every decision wears them out: of many models
 * that are no better, one will look better on them.
 *
 * @param digest of the rows
 * @param decisions how often they have decided before
 */
public record TestSet(String digest, int decisions) {
  public TestSet {
    if (digest.isBlank()) {
      throw new IllegalArgumentException("digest is blank, must be that of the labeled rows");
    }
    if (decisions < 0) {
      throw new IllegalArgumentException("decisions is " + decisions + ", must be at least 0");
    }
  }
}
