package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.DataSource.FloatOrder;
import io.lamina.zoo.plan.data.DataSource.GeneratedDigits;
import io.lamina.zoo.plan.data.DataSource.Idx;
import io.lamina.zoo.plan.data.DataSource.ImagePatches;
import io.lamina.zoo.plan.data.DataSource.Parquet;
import io.lamina.zoo.plan.data.DataSource.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a data source. */
final class SourceSchema {
  private final boolean labeled;
  private final Map<String, Function<Section, Optional<DataSource>>> formats =
      Map.of(
          "idx", this::idx,
          "csv", this::csv,
          "parquet", this::parquet,
          "generated-digits", this::digits,
          "image-patches", this::patches);

  /**
   * @param labeled whether the source must have labels
   */
  SourceSchema(boolean labeled) {
    this.labeled = labeled;
  }

  Optional<DataSource> source(Section source) {
    Optional<Function<Section, Optional<DataSource>>> format =
        source.required("format", Form.oneOf(formats));
    Function<DataSource, Optional<DataSource>> selection = new SelectionSchema().selection(source);
    return format.flatMap(keys -> keys.apply(source)).flatMap(selection);
  }

  private Optional<DataSource> idx(Section source) {
    Optional<String> features = source.required("features", Form.path());
    Optional<String> labels = label(source, "labels", Form.path());
    return source.build(() -> new Idx(features.orElseThrow(), labels));
  }

  private Optional<DataSource> csv(Section source) {
    return new CsvSchema(labeled).csv(source, range(source));
  }

  private Optional<DataSource> parquet(Section source) {
    Optional<String> path = source.required("path", Form.path());
    Optional<String> features = source.valueOr("features", Form.text(), "features");
    Optional<String> label = label(source, "label", Form.text());
    Optional<ValueRange> range = range(source);
    return source.build(
        () -> new Parquet(path.orElseThrow(), features.orElseThrow(), label, range));
  }

  private Optional<DataSource> digits(Section source) {
    Optional<Integer> examples =
        source.required("examples", Form.wholeNumber(GeneratedDigits.EXAMPLES));
    Optional<Long> seed = source.required("seed", Form.seed());
    return source.build(() -> new GeneratedDigits(examples.orElseThrow(), seed.orElseThrow()));
  }

  private Optional<DataSource> patches(Section source) {
    if (labeled) {
      source.report("format", "is not allowed", "must be a format with labels");
    }
    Optional<String> path = source.required("path", Form.path());
    Optional<ImageShape> image = source.required("image", ImageShape.form());
    Optional<FloatOrder> byteOrder = source.required("byteOrder", Form.word(FloatOrder.class));
    Optional<ImageShape> patch = source.required("patch", ImageShape.form());
    Optional<Integer> examples =
        source.required("examples", Form.wholeNumber(ImagePatches.EXAMPLES));
    Optional<Long> seed = source.required("seed", Form.seed());
    return source.build(
        () ->
            new ImagePatches(
                path.orElseThrow(),
                image.orElseThrow(),
                byteOrder.orElseThrow(),
                patch.orElseThrow(),
                examples.orElseThrow(),
                seed.orElseThrow()));
  }

  private <T> Optional<T> label(Section source, String key, Form<T> form) {
    return labeled ? source.required(key, form) : source.optional(key, form);
  }

  /** The range of a source; none where values are taken as they are. */
  private static Optional<ValueRange> range(Section source) {
    boolean raw = source.valueOr("raw", Form.flag(), false).orElse(false);
    if (!raw) {
      return source.sectionOrEmpty("range").flatMap(SourceSchema::bounds);
    }
    if (source.has("range")) {
      source.report("range", "stands beside raw: true", "remove one of the two");
    }
    return Optional.empty();
  }

  private static Optional<ValueRange> bounds(Section range) {
    Optional<Double> low = range.valueOr("low", Form.finiteNumber(), ValueRange.UNIT.low());
    Optional<Double> high = range.valueOr("high", Form.finiteNumber(), ValueRange.UNIT.high());
    return range.build(() -> new ValueRange(low.orElseThrow(), high.orElseThrow()));
  }
}
