package io.lamina.jobs.report.pictures;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.List;
import java.util.Optional;

/**
 * What the values of an example are, as the network reads it.
 *
 * @param image the shape of an example, if it is a picture
 * @param names what people call the values; none where they have no names
 */
public record Inputs(Optional<ImageShape> image, List<String> names) {
  public Inputs {
    requireNonNull(image, "image is null");
    names = List.copyOf(names);
  }

  /** Of examples that are no pictures, and whose values have no names. */
  public static Inputs plain() {
    return new Inputs(Optional.empty(), List.of());
  }
}
