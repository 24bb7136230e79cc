package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * What the cells of a table's examples hold: numbers, or encoded pictures.
 *
 * @param range the numbers that map to 0 and to 1; without it they are taken as they are
 * @param pictures what becomes of an encoded picture; if empty, cells hold numbers
 * @param missing what becomes of numbers that are missing; if empty, they are errors
 */
public record CellValues(
    Optional<ValueRange> range, Optional<PictureForm> pictures, Optional<MissingValues> missing) {
  public CellValues {
    requireNonNull(range, "range is null");
    requireNonNull(pictures, "pictures is null");
    requireNonNull(missing, "missing is null");
    if (pictures.isPresent() && !range.equals(Optional.of(ValueRange.BYTES))) {
      throw new IllegalArgumentException(
          "the range of pictures is " + range + ", must be 0 to 255");
    }
    if (pictures.isPresent() && missing.isPresent()) {
      throw new IllegalArgumentException("pictures have no numbers that are missing");
    }
  }

  /** Numbers of a range, or of none, of which none is missing. */
  public static CellValues numbers(Optional<ValueRange> range) {
    return numbers(range, Optional.empty());
  }

  /** Numbers of a range, or of none. */
  public static CellValues numbers(Optional<ValueRange> range, Optional<MissingValues> missing) {
    return new CellValues(range, Optional.empty(), missing);
  }

  /** Encoded pictures, all of which get one size. */
  public static CellValues pictures(PictureForm form) {
    return new CellValues(Optional.of(ValueRange.BYTES), Optional.of(form), Optional.empty());
  }

  /**
   * The keys {@code range}, {@code raw} and {@code missing}, or {@code images}; one that is wrong
   * is reported.
   */
  static Optional<CellValues> read(Section source) {
    Optional<PictureForm> pictures = PictureForm.ofColumn(source);
    Optional<ValueRange> range = ValueRange.read(source);
    Optional<MissingValues> missing = MissingValues.ofNumbers(source);
    if (!source.has(PictureForm.GROUP)) {
      return Optional.of(numbers(range, missing));
    }
    if (source.has("range") || source.has("raw")) {
      source.report(
          PictureForm.GROUP, "cannot be combined with range or raw", "remove one of the two");
    }
    if (source.has(MissingValues.GROUP)) {
      source.report(MissingValues.GROUP, "cannot be combined with images", "remove one of the two");
    }
    return pictures.map(CellValues::pictures);
  }

  /** The shape of all examples, where they are pictures. */
  Optional<ImageShape> picture() {
    return pictures.flatMap(PictureForm::shape);
  }

  void write(YamlLines yaml) {
    pictures.ifPresentOrElse(form -> form.writeOfColumn(yaml), () -> ValueRange.write(yaml, range));
    missing.ifPresent(rule -> rule.write(yaml));
  }
}
