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
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/**
 * How the cells of a table become examples. Pictures are held as bytes.
 *
 * @param cells what the plan says of them
 * @param numbers how rows hold numbers
 */
record CellRule(CellValues cells, ValueFormat numbers) {
  /** The readers of a column's cells; empty where it has other cells than the plan says. */
  Optional<FeatureCells> of(DataType column) {
    if (cells.pictures().isPresent()) {
      return cells
          .pictures()
          .filter(form -> column instanceof BinaryType)
          .map(form -> new PictureCell(PictureDecoder.of(form)));
    }
    if (NumberCell.isIn(column)) {
      return Optional.of(new NumberCell(new TableNumber(column)));
    }
    return NumbersCell.isIn(column) ? Optional.of(new NumbersCell(column)) : Optional.empty();
  }

  /**
   * What a column must be.
   *
   * @param wanted the same where cells hold numbers
   */
  String wanted(String wanted) {
    return cells.pictures().isPresent() ? "binary, encoded pictures" : wanted;
  }

  /** Pictures are not scaled before they are bytes. */
  ValueScale scale() {
    return cells.pictures().isPresent() ? ValueScale.RAW : ValueScale.of(cells.range());
  }

  /** How rows hold the values. */
  ValueFormat format() {
    return cells.pictures().isPresent() ? ValueFormat.UNSIGNED_BYTE : numbers;
  }

  /** What all examples have in common. */
  ExampleLayout layout(int inputs, List<InputColumn> columns) {
    return cells
        .pictures()
        .flatMap(PictureForm::shape)
        .map(shape -> ExampleLayout.ofPictures(shape, format()))
        .orElseGet(() -> ExampleLayout.ofTable(inputs, format(), columns));
  }
}
