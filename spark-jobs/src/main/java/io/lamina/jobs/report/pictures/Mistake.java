package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A wrongly classified example. The array is shared, not copied.
 *
 * @param image the example's features
 * @param actual its label
 * @param predicted the label it was given, another one
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Mistake(float[] image, int actual, int predicted) implements Serializable {
  private static final long serialVersionUID = 1;

  public Mistake {
    requireNonNull(image, "image is null");
    if (actual == predicted) {
      throw new IllegalArgumentException("not a mistake: a " + actual + " was recognised as one");
    }
  }
}
