package io.lamina.jobs.data.format;

import io.lamina.jobs.data.images.PictureDecoder;
import io.lamina.jobs.data.source.ExampleLayout;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.jobs.data.source.ValueScale;
import io.lamina.zoo.plan.data.images.PictureForm;
import io.lamina.zoo.plan.data.tables.CellValues;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/**
 * How the cells of a table become examples. Pictures are held as bytes.
 *
 * @param cells what the plan says of them
 * @param numbers how rows hold numbers
 * @param indicator whether numbers have one more input each, which says whether they are missing
 */
record CellRule(CellValues cells, ValueFormat numbers, boolean indicator) {
  /** The readers of a column's cells; empty where it has other cells than the plan says. */
  Optional<FeatureCells> of(DataType column) {
    if (cells.pictures().isPresent()) {
      return cells
          .pictures()
          .filter(form -> column instanceof BinaryType)
          .map(form -> new PictureCell(PictureDecoder.of(form)));
    }
    if (NumberCell.isIn(column)) {
      return Optional.of(new NumberCell(new TableNumber(column, gaps())));
    }
    return NumbersCell.isIn(column)
        ? Optional.of(new NumbersCell(column, gaps()))
        : Optional.empty();
  }

  private boolean gaps() {
    return cells.missing().isPresent();
  }

  /**
   * What a column must be.
   *
   * @param wanted the same where cells hold numbers
   */
  String wanted(String wanted) {
    return cells.pictures().isPresent() ? "binary, encoded pictures" : wanted;
  }

  /** What becomes of numbers; pictures are not scaled before they are bytes. */
  NumberRule values() {
    return cells.pictures().isPresent()
        ? new NumberRule(ValueScale.RAW, false, false)
        : new NumberRule(ValueScale.of(cells.range()), gaps(), indicator);
  }

  /** How rows hold the values. */
  ValueFormat format() {
    return cells.pictures().isPresent() ? ValueFormat.UNSIGNED_BYTE : numbers;
  }

  /**
   * What all examples have in common.
   *
   * @param count of a row's numbers
   * @param names of the columns that the numbers are; none where they are no columns
   */
  ExampleLayout layout(int count, List<String> names) {
    return cells
        .pictures()
        .flatMap(PictureForm::shape)
        .map(shape -> ExampleLayout.ofPictures(shape, format()))
        .orElseGet(
            () -> ExampleLayout.ofTable(values().inputs(count), format(), columns(count, names)));
  }

  /** Numbers of two inputs each are told apart by their places, if they have no names. */
  private List<InputColumn> columns(int count, List<String> names) {
    Stream<String> listed =
        names.isEmpty() && indicator
            ? IntStream.range(0, count).mapToObj(place -> "value " + place)
            : names.stream();
    return listed.map(name -> new InputColumn(name, List.of(), indicator)).toList();
  }
}
