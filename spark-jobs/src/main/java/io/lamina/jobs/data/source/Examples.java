package io.lamina.jobs.data.source;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.ImageShape;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * The examples of a source, each under its index: its place in the files, taken in the order of
 * their names.
 *
 * @param name what messages call the source
 * @param rows index → {@link ExampleRow}
 * @param count how many
 * @param inputs values of an example
 * @param format how the rows hold them
 * @param image their shape as pictures, where the source knows it
 * @param columns of the table they are from, where they are from one that says so
 */
public record Examples(
    String name,
    JavaPairRDD<Long, byte[]> rows,
    long count,
    int inputs,
    ValueFormat format,
    Optional<ImageShape> image,
    List<InputColumn> columns) {
  public Examples {
    requireNonNull(name, "name is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(format, "format is null");
    requireNonNull(image, "image is null");
    columns = List.copyOf(columns);
  }

  /** Examples that are not from a table. */
  public Examples(
      String name,
      JavaPairRDD<Long, byte[]> rows,
      long count,
      int inputs,
      ValueFormat format,
      Optional<ImageShape> image) {
    this(name, rows, count, inputs, format, image, List.of());
  }

  /** Some of these examples, under indices of their own. */
  public Examples some(JavaPairRDD<Long, byte[]> chosen, long chosenCount) {
    return new Examples(name, chosen, chosenCount, inputs, format, image, columns);
  }

  /** The same examples, of this shape if they have none. */
  public Examples shaped(Optional<ImageShape> shape) {
    return new Examples(name, rows, count, inputs, format, image.or(() -> shape), columns);
  }
}
