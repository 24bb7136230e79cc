package io.lamina.zoo.plan.data.images;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Pictures with labels that a generator draws; nothing is read. */
public sealed interface GeneratedPictures extends DataSource
    permits GeneratedDigits, GeneratedShapes {
  Range EXAMPLES = Range.closed(1, 100_000_000);

  /** How many. */
  int count();

  /** Different seeds draw different pictures. */
  long seed();

  /** What messages call them, such as "generated digits". */
  String words();

  /** The number of classes that they are of. */
  int classes();

  /** The shape of each. */
  ImageShape shape();

  /** Reads the keys {@code examples} and {@code seed}. */
  static Optional<DataSource> read(SourceKeys keys, BiFunction<Integer, Long, DataSource> made) {
    Section source = keys.section();
    Optional<Integer> examples = source.required("examples", Form.wholeNumber(EXAMPLES));
    Optional<Long> seed = source.required("seed", Form.seed());
    return source.build(() -> made.apply(examples.orElseThrow(), seed.orElseThrow()));
  }

  @Override
  default Optional<ValueRange> range() {
    return Optional.of(ValueRange.BYTES);
  }

  @Override
  default List<String> paths() {
    return List.of();
  }

  @Override
  default Optional<ImageShape> picture() {
    return Optional.of(shape());
  }

  @Override
  default boolean hasLabels() {
    return true;
  }

  @Override
  default Optional<Integer> examples() {
    return Optional.of(count());
  }

  @Override
  default void requireLabels(int wanted) {
    if (wanted != classes()) {
      throw new PlanRuleException("classes", wanted, "must be " + classes() + " for " + words());
    }
  }

  @Override
  default void requireImage(ImageShape image) {
    if (!image.equals(shape())) {
      throw new PlanRuleException("image", image, "must be " + shape() + " for " + words());
    }
  }
}
