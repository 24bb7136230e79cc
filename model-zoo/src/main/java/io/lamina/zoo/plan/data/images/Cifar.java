package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * The binary format of CIFAR-10: pictures of 32 × 32 pixels, each a byte with its label and then
 * all red, all green and all blue values.
 *
 * @param path what to read
 */
public record Cifar(SourcePath path) implements DataSource {
  public static final ImageShape SHAPE = new ImageShape(32, 32, ImageShape.RGB);

  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("cifar", Cifar::read);

  public Cifar {
    requireNonNull(path, "path is null");
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Optional<SourcePath> path = SourcePath.required(keys.section());
    return keys.section().build(() -> new Cifar(path.orElseThrow()));
  }

  @Override
  public List<String> paths() {
    return path.items();
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
  public Optional<ValueRange> range() {
    return Optional.of(ValueRange.BYTES);
  }

  @Override
  public void requireImage(ImageShape image) {
    if (!image.equals(SHAPE)) {
      throw new PlanRuleException("image", image, "must be " + SHAPE + " for cifar");
    }
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    path.write(yaml);
  }
}
