package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.yaml.Form;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is cut out of the middle of a picture.
 *
 * @param size its height and width; if empty, it is the largest square
 */
public record Crop(Optional<ImageShape> size) {
  private static final String SQUARE = "square";

  public Crop {
    requireNonNull(size, "size is null");
  }

  static Form<Crop> form() {
    Form<ImageShape> sizes = ImageShape.sizes();
    return new Form<>(
        sizes.type() + " or " + SQUARE,
        Pattern.compile(sizes.syntax() + "|" + SQUARE),
        text ->
            text.equals(SQUARE)
                ? Optional.of(new Crop(Optional.empty()))
                : sizes.value().apply(text).map(size -> new Crop(Optional.of(size))),
        sizes.rule() + ", or " + SQUARE);
  }

  @Override
  public String toString() {
    return size.map(ImageShape::toString).orElse(SQUARE);
  }
}
