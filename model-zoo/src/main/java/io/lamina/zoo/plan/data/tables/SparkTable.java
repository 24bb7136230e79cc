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
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whatever Spark reads as a table: Avro, ORC, JSON, a table of a catalog, the result of a query. A
 * table has no order: which shard an example goes to follows from its content, or from its key.
 *
 * @param place where the table is
 * @param features the columns that are an example, in this order: numbers, arrays of numbers, ML
 *     vectors; at least one. Or one column of encoded pictures
 * @param label the column of labels, where there is one
 * @param key the column that says where an example goes, so that it stays there when its other
 *     values change; if empty, the example's values say so
 * @param cells what the cells of examples hold
 */
public record SparkTable(
    TablePlace place,
    List<String> features,
    Optional<String> label,
    Optional<String> key,
    CellValues cells)
    implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("spark", SparkTable::read);

  private static final Pattern PLACE = Pattern.compile("_c\\d+");

  public SparkTable {
    requireNonNull(place, "place is null");
    features = List.copyOf(features);
    requireNonNull(label, "label is null");
    requireNonNull(key, "key is null");
    requireNonNull(cells, "cells is null");
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features is empty");
    }
    if (new HashSet<>(features).size() < features.size()) {
      throw new PlanRuleException("features", features, "must differ from one another");
    }
    if (cells.pictures().isPresent() && features.size() > 1) {
      throw new PlanRuleException("features", features, "must be one column of pictures");
    }
    if (label.filter(features::contains).isPresent()) {
      throw new PlanRuleException("label", label.get(), "is one of features");
    }
  }

  /** Of numbers. */
  public SparkTable(
      TablePlace place,
      List<String> features,
      Optional<String> label,
      Optional<String> key,
      Optional<ValueRange> range) {
    this(place, features, label, key, CellValues.numbers(range));
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<TablePlace> place = TablePlace.read(source);
    List<Optional<String>> features = source.oneOrMore("features", Form.text());
    Optional<String> label = keys.label("label", Form.text());
    Optional<String> key = source.optional("key", Form.text());
    Optional<CellValues> cells = CellValues.read(source);
    return source.build(
        () ->
            new SparkTable(
                place.orElseThrow(),
                features.stream().map(Optional::orElseThrow).toList(),
                label,
                key,
                cells.orElseThrow()));
  }

  /** The format of this table, if this is one table that has versions. */
  public Optional<TableFormat> versioned() {
    return paths().size() == 1 ? place.reader().flatMap(TableFormat::of) : Optional.empty();
  }

  @Override
  public List<String> paths() {
    return place.path().map(SourcePath::items).orElse(List.of());
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

  /** Names such as {@code _c1} are the places of columns in files without a header. */
  @Override
  public boolean namesColumns() {
    return features.stream().noneMatch(name -> PLACE.matcher(name).matches());
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    place.write(yaml);
    yaml.values("features", features);
    label.ifPresent(column -> yaml.put("label", column));
    key.ifPresent(column -> yaml.put("key", column));
    cells.write(yaml);
  }
}
