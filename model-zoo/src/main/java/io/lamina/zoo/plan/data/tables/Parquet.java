package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
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
 * @param features the column of examples: an array of numbers, an ML vector, or an encoded picture
 * @param label the column of labels, where there is one
 * @param cells what the cells of examples hold
 */
public record Parquet(SourcePath path, String features, Optional<String> label, CellValues cells)
    implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("parquet", Parquet::read);

  public Parquet {
    requireNonNull(path, "path is null");
    requireNonNull(features, "features is null");
    requireNonNull(label, "label is null");
    requireNonNull(cells, "cells is null");
  }

  /** Numbers, of one path. */
  public Parquet(String path, String features, Optional<String> label, Optional<ValueRange> range) {
    this(SourcePath.of(path), features, label, range);
  }

  /** Numbers. */
  public Parquet(
      SourcePath path, String features, Optional<String> label, Optional<ValueRange> range) {
    this(path, features, label, CellValues.numbers(range));
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<SourcePath> path = SourcePath.required(source);
    Optional<String> features = source.valueOr("features", Form.text(), "features");
    Optional<String> label = keys.label("label", Form.text());
    Optional<CellValues> cells = CellValues.read(source);
    return source.build(
        () -> new Parquet(path.orElseThrow(), features.orElseThrow(), label, cells.orElseThrow()));
  }

  @Override
  public List<String> paths() {
    return path.items();
  }

  @Override
  public Optional<ImageShape> picture() {
    return cells.picture();
  }

  @Override
  public Optional<ValueRange> range() {
    return cells.range();
  }

  @Override
  public Optional<MissingValues> missing() {
    return cells.missing();
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
    cells.write(yaml);
  }
}
