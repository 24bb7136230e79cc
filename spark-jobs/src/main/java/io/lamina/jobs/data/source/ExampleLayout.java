package io.lamina.jobs.data.source;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.List;
import java.util.Optional;

/**
 * What all examples of a source have in common.
 *
 * @param inputs values of an example
 * @param format how the rows hold them
 * @param image their shape as pictures, where the source knows it
 * @param columns of the table they are from, where they are from one that says so
 */
public record ExampleLayout(
    int inputs, ValueFormat format, Optional<ImageShape> image, List<InputColumn> columns) {
  public ExampleLayout {
    requireNonNull(format, "format is null");
    requireNonNull(image, "image is null");
    columns = List.copyOf(columns);
  }

  /** Of examples from a table. */
  public static ExampleLayout ofTable(int inputs, ValueFormat format, List<InputColumn> columns) {
    return new ExampleLayout(inputs, format, Optional.empty(), columns);
  }

  /** Of examples that are pictures. */
  public static ExampleLayout ofPictures(ImageShape shape, ValueFormat format) {
    return new ExampleLayout(shape.values(), format, Optional.of(shape), List.of());
  }

  /** The same, with this shape if it has none. */
  ExampleLayout shaped(Optional<ImageShape> shape) {
    return new ExampleLayout(inputs, format, image.or(() -> shape), columns);
  }
}
