package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * An example, and how the probability of a class falls where a grey square lies on it. Arrays are
 * shared, not copied.
 *
 * @param image the example's features
 * @param actual its label
 * @param judged the class whose probability is looked at: that of the label, or the predicted one
 * @param probability of this class, if nothing is covered
 * @param lowest the lowest probability with the square somewhere
 * @param falls how far it falls, for each place of the picture the mean over all squares that cover
 *     it; below 0 where it rises
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Occlusion(
    float[] image, int actual, int judged, double probability, double lowest, float[] falls)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Occlusion {
    requireNonNull(image, "image is null");
    if (falls.length == 0 || image.length % falls.length != 0) {
      throw new IllegalArgumentException(
          "a map of " + falls.length + " places of an example of " + image.length + " values");
    }
  }
}
