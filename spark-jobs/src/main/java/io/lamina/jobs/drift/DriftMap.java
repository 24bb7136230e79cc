package io.lamina.jobs.drift;

import io.lamina.jobs.report.drawing.GreyScale;
import io.lamina.jobs.report.drawing.Picture;
import io.lamina.jobs.report.drawing.PixelGrid;
import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;

/**
 * Draws how far each pixel has moved: black is not at all, white is the largest distance, or the
 * limit if none is larger. A pixel has moved as far as the farthest of its channels.
 *
 * @param limits of the drift
 */
record DriftMap(DriftLimits limits) {
  /**
   * The picture.
   *
   * @param image the examples' shape; without one, or with more columns than pixels, there is none
   * @param distances of the columns, in their order
   */
  Optional<Picture> of(Optional<ImageShape> image, List<Double> distances) {
    return image
        .filter(shape -> shape.values() == distances.size())
        .map(
            shape -> {
              float[] moved = new float[shape.height() * shape.width()];
              float largest = (float) limits.distance();
              for (int i = 0; i < distances.size(); i++) {
                int pixel = i / shape.channels();
                moved[pixel] = Math.max(moved[pixel], distances.get(i).floatValue());
                largest = Math.max(largest, moved[pixel]);
              }
              return new GreyScale(0, largest > 0 ? largest : 1)
                  .picture(PixelGrid.of(shape.of(1), moved), "how far each pixel has moved");
            });
  }
}
