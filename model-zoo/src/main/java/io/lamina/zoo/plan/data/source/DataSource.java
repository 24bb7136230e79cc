package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.plan.preprocessing.InputRange;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Where examples come from. A format is a record of its own, which knows its keys and its rules; a
 * table of formats lists them. Other records choose from what a source gives, or change it. Paths
 * are relative to the run's data directory, or Hadoop paths. Immutable.
 */
public interface DataSource {
  /** Whether the source holds labels beside the examples. */
  boolean hasLabels();

  /** What its labels are called, in the order of their classes; none where they are numbers. */
  default List<String> classNames() {
    return List.of();
  }

  /** Writes the keys, with all defaults. */
  void write(YamlLines yaml);

  /** What is read, before some of it is chosen. */
  default DataSource origin() {
    return this;
  }

  /** The paths of all that it reads, as the plan writes them; none where it reads no files. */
  List<String> paths();

  /** The paths of single files that it reads beside those, such as a table of labels. */
  default List<String> pathsBeside() {
    return List.of();
  }

  /** The shape of its examples, where the plan says that they are pictures. */
  default Optional<ImageShape> picture() {
    return Optional.empty();
  }

  /** Whether its columns have names of their own, by which those of other sources are found. */
  default boolean namesColumns() {
    return false;
  }

  /** The numbers that map to 0 and to 1; if empty, numbers are taken as they are. */
  Optional<ValueRange> range();

  /** What becomes of values that are missing; if empty, they are errors. */
  default Optional<MissingValues> missing() {
    return Optional.empty();
  }

  /** Where its values lie, as it gives them. */
  default InputRange values() {
    return range().isPresent() ? InputRange.UNIT : InputRange.REAL;
  }

  /** Whether its examples are pictures in bytes, which can be varied by chance. */
  default boolean canVary() {
    return false;
  }

  /** The number of examples, where the plan says it. */
  default Optional<Integer> examples() {
    return Optional.empty();
  }

  /**
   * Refuses keys that name other classes than these.
   *
   * @param part of the data that the source is, {@code test} say
   * @param classes 0 to {@code classes - 1}
   */
  default void requireClasses(String part, int classes) {}

  /** Refuses a number of classes that the source's own labels are not of. */
  default void requireLabels(int classes) {}

  /** Refuses a shape that the source's pictures do not have. */
  default void requireImage(ImageShape image) {}
}
