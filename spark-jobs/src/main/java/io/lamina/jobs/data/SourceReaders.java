package io.lamina.jobs.data;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.csv.CsvSource;
import io.lamina.jobs.data.csv.KnownColumns;
import io.lamina.jobs.data.format.GeneratedSource;
import io.lamina.jobs.data.format.IdxSource;
import io.lamina.jobs.data.format.ImagePatchSource;
import io.lamina.jobs.data.format.ParquetSource;
import io.lamina.jobs.data.format.SparkTableSource;
import io.lamina.jobs.data.images.CifarSource;
import io.lamina.jobs.data.images.ImageSource;
import io.lamina.jobs.data.select.Choice;
import io.lamina.jobs.data.select.ChosenSource;
import io.lamina.jobs.data.select.HeldExamples;
import io.lamina.jobs.data.select.OfClasses;
import io.lamina.jobs.data.select.OfHashes;
import io.lamina.jobs.data.select.PartSource;
import io.lamina.jobs.data.select.ValueHash;
import io.lamina.jobs.data.select.VariedSource;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.ExampleSource;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.zoo.digits.DigitGenerator;
import io.lamina.zoo.plan.data.DerivedSource;
import io.lamina.zoo.plan.data.OnlyClasses;
import io.lamina.zoo.plan.data.Part;
import io.lamina.zoo.plan.data.Split;
import io.lamina.zoo.plan.data.Varied;
import io.lamina.zoo.plan.data.images.Cifar;
import io.lamina.zoo.plan.data.images.GeneratedDigits;
import io.lamina.zoo.plan.data.images.GeneratedShapes;
import io.lamina.zoo.plan.data.images.Idx;
import io.lamina.zoo.plan.data.images.ImagePatches;
import io.lamina.zoo.plan.data.images.Images;
import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.Parquet;
import io.lamina.zoo.plan.data.tables.SparkTable;
import io.lamina.zoo.shapes.ShapeGenerator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The readers of sources: that of a new kind is a line here.
 *
 * @param session the cluster
 * @param files finds files
 * @param rule of labels
 * @param numbers how numbers are held
 * @param image the shape of examples of which the source does not say it
 * @param passing keeps examples that are gone through twice
 * @param missing what the unlabeled data say of missing values
 */
record SourceReaders(
    SparkSession session,
    DataFiles files,
    LabelRule rule,
    ValueFormat numbers,
    Optional<ImageShape> image,
    HeldExamples passing,
    Optional<MissingValues> missing) {
  private static final List<Reader<?>> ALL =
      List.of(
          new Reader<>(
              Idx.class,
              (idx, with, known) -> new IdxSource(idx, with.spark(), with.files, with.rule)),
          new Reader<>(
              Csv.class,
              (csv, with, known) ->
                  new CsvSource(
                      csv, with.spark(), with.files, with.rule, with.numbers, known, with.missing)),
          new Reader<>(
              Parquet.class,
              (parquet, with, known) ->
                  new ParquetSource(
                      parquet,
                      with.session,
                      with.files,
                      with.rule,
                      with.numbers,
                      with.indicator())),
          new Reader<>(
              SparkTable.class,
              (table, with, known) ->
                  new SparkTableSource(
                      table, with.session, with.files, with.rule, with.numbers, with.indicator())),
          new Reader<>(
              GeneratedDigits.class,
              (digits, with, known) ->
                  new GeneratedSource(digits, DigitGenerator::new, with.spark())),
          new Reader<>(
              GeneratedShapes.class,
              (shapes, with, known) ->
                  new GeneratedSource(shapes, ShapeGenerator::new, with.spark())),
          new Reader<>(
              ImagePatches.class,
              (patches, with, known) -> new ImagePatchSource(patches, with.spark(), with.files)),
          new Reader<>(
              Images.class,
              (images, with, known) ->
                  new ImageSource(images, with.spark(), with.files, with.rule)),
          new Reader<>(
              Cifar.class,
              (cifar, with, known) -> new CifarSource(cifar, with.spark(), with.files, with.rule)),
          new Reader<>(
              Part.class,
              (part, with, known) -> new PartSource(part, with.of(part.source(), known))),
          new Reader<>(
              OnlyClasses.class,
              (some, with, known) -> with.chosen(some, new OfClasses(some.classes()), known)),
          new Reader<>(
              Split.class,
              (side, with, known) ->
                  with.chosen(
                      side,
                      new OfHashes(new ValueHash(side.salt()), side.from(), side.to()),
                      known)),
          new Reader<>(
              Varied.class,
              (varied, with, known) ->
                  new VariedSource(varied, with.of(varied.source(), known), with.image)));

  /**
   * The reader of a source.
   *
   * @param known the columns of the unlabeled data, once they are known
   */
  ExampleSource of(DataSource source, Optional<KnownColumns> known) {
    return ALL.stream()
        .flatMap(reader -> reader.of(source, this, known).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reader for " + source));
  }

  private ExampleSource chosen(DerivedSource some, Choice choice, Optional<KnownColumns> known) {
    return new ChosenSource(of(some.source(), known), choice, passing);
  }

  /** Whether numbers have one more input each, which says whether they are missing. */
  private boolean indicator() {
    return missing.filter(MissingValues::indicator).isPresent();
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** How sources of one kind are read. */
  private record Reader<S extends DataSource>(Class<S> kind, Opening<S> opening) {
    Reader {
      requireNonNull(kind, "kind is null");
      requireNonNull(opening, "opening is null");
    }

    Optional<ExampleSource> of(
        DataSource source, SourceReaders with, Optional<KnownColumns> known) {
      return kind.isInstance(source)
          ? Optional.of(opening.of(kind.cast(source), with, known))
          : Optional.empty();
    }
  }

  private interface Opening<S> {
    ExampleSource of(S source, SourceReaders with, Optional<KnownColumns> known);
  }
}
