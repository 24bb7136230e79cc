package io.lamina.jobs.data.images;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import java.util.Optional;

/**
 * An image after its decoding.
 *
 * @param image that was decoded
 * @param pixels of it
 * @param broken why there are none
 */
record DecodedImage(
    LabeledImage image, Optional<Pixels> pixels, Optional<BrokenImageException> broken) {
  /** The name with what is wrong. */
  String complaint() {
    return image.item().name() + ": " + broken.orElseThrow().getMessage();
  }

  /**
   * The pixels.
   *
   * @throws DataException if there are none
   */
  Pixels require() {
    return pixels.orElseThrow(
        () -> {
          BrokenImageException why = broken.orElseThrow();
          return new DataException(
              String.format(
                  "cannot read %s: %s (%s, remove it, or set broken: skip)",
                  image.item().name(), why.getMessage(), why.remedy()),
              why);
        });
  }

  /**
   * The {@link ExampleRow}.
   *
   * @param like the size that all images have
   * @throws DataException if this one has another
   */
  byte[] row(ImageSize like) {
    Pixels own = require();
    if (own.height() != like.height() || own.width() != like.width()) {
      throw new DataException(
          String.format(
              "%s has %s pixels, %s has %s (bring all images to one size, by resize, by crop, or "
                  + "by both)",
              image.item().name(), own.sizes(), like.first(), like.sizes()));
    }
    return ExampleRow.ofBytes(image.label(), own.values());
  }
}
