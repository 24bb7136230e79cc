package io.lamina.jobs.data.images;

import java.io.Serializable;

/**
 * An encoded image on its way to an example.
 *
 * @param index of the example
 * @param item where its bytes are
 * @param label of the example, or {@link io.lamina.jobs.data.source.ExampleRow#NO_LABEL}
 */
record LabeledImage(long index, ImageItem item, int label) implements Serializable {
  private static final long serialVersionUID = 1;
}
