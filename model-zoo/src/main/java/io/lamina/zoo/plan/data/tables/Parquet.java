package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.List;
import java.util.Optional;

/**
 * Parquet.
 *
 * @param path what to read
 * @param features the column of examples: an array of numbers or an ML vector
 * @param label the column of labels, where there is one
 * @param range the feature values that map to 0 and to 1; without it they are taken as they are
 */
public record Parquet(
    SourcePath path, String features, Optional<String> label, Optional<ValueRange> range)
    implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("parquet", Parquet::read);

  public Parquet {
    requireNonNull(path, "path is null");
    requireNonNull(features, "features is null");
    requireNonNull(label, "label is null");
    requireNonNull(range, "range is null");
  }

  /** Of one path. */
  public Parquet(String path, String features, Optional<String> label, Optional<ValueRange> range) {
    this(SourcePath.of(path), features, label, range);
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<SourcePath> path = SourcePath.required(source);
    Optional<String> features = source.valueOr("features", Form.text(), "features");
    Optional<String> label = keys.label("label", Form.text());
    Optional<ValueRange> range = ValueRange.read(source);
    return source.build(
        () -> new Parquet(path.orElseThrow(), features.orElseThrow(), label, range));
  }

  @Override
  public List<String> paths() {
    return path.items();
  }

  @Override
  public boolean hasLabels() {
    return label.isPresent();
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    path.write(yaml);
    yaml.put("features", features);
    label.ifPresent(column -> yaml.put("label", column));
    ValueRange.write(yaml, range);
  }
}
