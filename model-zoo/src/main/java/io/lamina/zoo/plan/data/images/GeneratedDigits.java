package io.lamina.zoo.plan.data.images;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Handwriting-like digits, drawn by a generator; ten classes, 28 × 28 pixels.
 *
 * @param count how many
 * @param seed different seeds draw different digits
 */
public record GeneratedDigits(int count, long seed) implements DataSource {
  public static final Range EXAMPLES = Range.closed(1, 100_000_000);
  public static final int CLASSES = 10;
  public static final ImageShape SHAPE = new ImageShape(28, 28);

  public static final Kind<SourceKeys, DataSource> FORMAT =
      new Kind<>("generated-digits", GeneratedDigits::read);

  public GeneratedDigits {
    EXAMPLES.require("examples", count);
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<Integer> examples = source.required("examples", Form.wholeNumber(EXAMPLES));
    Optional<Long> seed = source.required("seed", Form.seed());
    return source.build(() -> new GeneratedDigits(examples.orElseThrow(), seed.orElseThrow()));
  }

  @Override
  public Optional<ValueRange> range() {
    return Optional.of(ValueRange.BYTES);
  }

  @Override
  public List<String> paths() {
    return List.of();
  }

  @Override
  public Optional<ImageShape> picture() {
    return Optional.of(SHAPE);
  }

  @Override
  public boolean hasLabels() {
    return true;
  }

  @Override
  public boolean canVary() {
    return true;
  }

  @Override
  public Optional<Integer> examples() {
    return Optional.of(count);
  }

  @Override
  public void requireLabels(int classes) {
    if (classes != CLASSES) {
      throw new PlanRuleException(
          "classes", classes, "must be " + CLASSES + " for generated digits");
    }
  }

  @Override
  public void requireImage(ImageShape image) {
    if (!image.equals(SHAPE)) {
      throw new PlanRuleException("image", image, "must be " + SHAPE + " for generated digits");
    }
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    yaml.put("examples", count);
    yaml.put("seed", seed);
  }
}
