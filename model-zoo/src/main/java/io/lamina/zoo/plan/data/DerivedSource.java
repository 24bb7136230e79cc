package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.ValueRange;
import java.util.List;
import java.util.Optional;

/** Some of another source's examples, or all of them, changed. What they hold is as it says. */
public interface DerivedSource extends DataSource {
  /** The source that the examples are from. */
  DataSource source();

  @Override
  default boolean hasLabels() {
    return source().hasLabels();
  }

  @Override
  default List<String> classNames() {
    return source().classNames();
  }

  @Override
  default DataSource origin() {
    return source().origin();
  }

  @Override
  default List<String> paths() {
    return source().paths();
  }

  @Override
  default List<String> pathsBeside() {
    return source().pathsBeside();
  }

  @Override
  default Optional<ImageShape> picture() {
    return source().picture();
  }

  @Override
  default boolean namesColumns() {
    return source().namesColumns();
  }

  @Override
  default Optional<ValueRange> range() {
    return source().range();
  }

  @Override
  default Optional<MissingValues> missing() {
    return source().missing();
  }

  @Override
  default boolean canVary() {
    return source().canVary();
  }

  @Override
  default void requireClasses(String part, int classes) {
    source().requireClasses(part, classes);
  }

  @Override
  default void requireLabels(int classes) {
    source().requireLabels(classes);
  }

  @Override
  default void requireImage(ImageShape image) {
    source().requireImage(image);
  }
}
