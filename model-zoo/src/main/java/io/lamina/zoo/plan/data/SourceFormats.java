package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.images.Cifar;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.GeneratedShapes;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Kinds;
import io.lamina.zoo.plan.yaml.Section;
import java.util.List;
import java.util.Optional;

/** The formats that data are read from: a new one is a line here. */
public final class SourceFormats {
  /** By their names in a plan. */
  public static final Kinds<SourceKeys, DataSource> ALL =
      new Kinds<>(
          "format",
          List.of(
              Idx.FORMAT,
              Csv.FORMAT,
              Parquet.FORMAT,
              SparkTable.FORMAT,
              GeneratedDigits.FORMAT,
              GeneratedShapes.FORMAT,
              ImagePatches.FORMAT,
              Images.FORMAT,
              Cifar.FORMAT));

  private final boolean labeled;

  /**
   * @param labeled whether a source must have labels
   */
  public SourceFormats(boolean labeled) {
    this.labeled = labeled;
  }

  /** The source that a section describes, with what is chosen of it. */
  Optional<DataSource> source(Section section) {
    Optional<Kind<SourceKeys, DataSource>> format = ALL.of(section);
    Selections selections = Selections.of(section);
    return format
        .flatMap(kind -> kind.read(new SourceKeys(section, labeled)))
        .flatMap(selections::of);
  }
}
