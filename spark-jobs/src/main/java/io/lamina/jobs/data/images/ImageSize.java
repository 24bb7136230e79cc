package io.lamina.jobs.data.images;

import java.io.Serializable;

/**
 * The height and width of all images.
 *
 * @param height in pixels
 * @param width in pixels
 * @param first the image that they are known from
 */
record ImageSize(int height, int width, String first) implements Serializable {
  private static final long serialVersionUID = 1;

  String sizes() {
    return height + "x" + width;
  }
}
