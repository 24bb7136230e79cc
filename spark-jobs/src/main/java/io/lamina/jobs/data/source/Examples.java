package io.lamina.jobs.data.source;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * The examples of a source, each under its index: its place in the files, taken in the order of
 * their names.
 *
 * @param name what messages call the source
 * @param rows index → {@link ExampleRow}
 * @param count how many
 * @param layout what they have in common
 */
public record Examples(
    String name, JavaPairRDD<Long, byte[]> rows, long count, ExampleLayout layout) {
  public Examples {
    requireNonNull(name, "name is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(layout, "layout is null");
  }

  /** Some of these examples, under indices of their own. */
  public Examples some(JavaPairRDD<Long, byte[]> chosen, long chosenCount) {
    return new Examples(name, chosen, chosenCount, layout);
  }

  /** The same examples, of this shape if they have none. */
  public Examples shaped(Optional<ImageShape> shape) {
    return new Examples(name, rows, count, layout.shaped(shape));
  }
}
