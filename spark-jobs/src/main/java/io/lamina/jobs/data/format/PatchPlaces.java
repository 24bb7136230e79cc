package io.lamina.jobs.data.format;

import io.lamina.runtime.device.RandomKey;
import java.io.Serializable;

/**
 * Where patches are cut: each from an image and a place that its number and the seed say, all as
 * likely.
 *
 * @param images how many there are
 * @param rows how many rows of an image a patch may begin in
 * @param columns how many columns
 * @param seed different seeds, different places
 */
record PatchPlaces(int images, int rows, int columns, long seed) implements Serializable {
  private static final long serialVersionUID = 1;

  /** The image a patch is from. */
  int image(long patch) {
    return draw(patch, "image", images);
  }

  /** The image's row that is the patch's first. */
  int row(long patch) {
    return draw(patch, "row", rows);
  }

  /** The image's column that is the patch's first. */
  int column(long patch) {
    return draw(patch, "column", columns);
  }

  private int draw(long patch, String part, int bound) {
    return (int) RandomKey.of(seed).with(patch).with(part).below(bound);
  }
}
