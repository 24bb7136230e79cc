package io.lamina.jobs.data;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.ImageShape;
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
 */
record Examples(
    String name,
    JavaPairRDD<Long, byte[]> rows,
    long count,
    int inputs,
    ValueFormat format,
    Optional<ImageShape> image) {
  Examples {
    requireNonNull(name, "name is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(format, "format is null");
    requireNonNull(image, "image is null");
  }
}
