package io.lamina.jobs.scoring;

import java.io.Serializable;

/**
 * What a network says of the examples of a block; what was not asked for is empty. The arrays are
 * not copied.
 *
 * @param predictions the class of each
 * @param probabilities of the classes, example after example
 * @param codes example after example
 * @param errors of the reconstruction of each
 */
public record BlockScores(int[] predictions, float[] probabilities, float[] codes, double[] errors)
    implements Serializable {
  private static final long serialVersionUID = 1;
}
