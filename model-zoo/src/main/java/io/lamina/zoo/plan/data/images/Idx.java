package io.lamina.zoo.plan.data.images;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The format of MNIST's files, {@code .gz} or plain; unsigned bytes, 0 to 255 mapped to 0 to 1.
 *
 * @param features the file of examples
 * @param labels the file of labels, where there are any
 */
public record Idx(String features, Optional<String> labels) implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("idx", Idx::read);

  public Idx {
    requireNonNull(features, "features is null");
    requireNonNull(labels, "labels is null");
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Optional<String> features = keys.section().required("features", Form.path());
    Optional<String> labels = keys.label("labels", Form.path());
    return keys.section().build(() -> new Idx(features.orElseThrow(), labels));
  }

  @Override
  public Optional<ValueRange> range() {
    return Optional.of(ValueRange.BYTES);
  }

  @Override
  public List<String> paths() {
    return Stream.concat(Stream.of(features), labels.stream()).toList();
  }

  @Override
  public boolean hasLabels() {
    return labels.isPresent();
  }

  @Override
  public boolean canVary() {
    return true;
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    yaml.put("features", features);
    labels.ifPresent(path -> yaml.put("labels", path));
  }
}
