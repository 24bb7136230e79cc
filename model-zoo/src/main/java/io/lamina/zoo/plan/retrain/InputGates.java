package io.lamina.zoo.plan.retrain;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * How far the data may be from the champion's.
 *
 * @param leastRows there must be at least so many times the champion's rows
 * @param mostRows there may be at most so many times the champion's rows
 * @param columnDistance how far a column's distribution may be from the champion's: the
 *     Kolmogorov-Smirnov distance, the largest difference of the cumulative shares
 * @param repeatedRows by how much the share of rows that repeat others may be above the champion's
 */
public record InputGates(
    double leastRows, double mostRows, double columnDistance, double repeatedRows) {
  public static final Range LEAST_ROWS = Range.closed(0, 1);
  public static final Range MOST_ROWS = Range.closed(1, 1e9);
  public static final Range COLUMN_DISTANCE = Range.closed(0, 1);
  public static final Range REPEATED_ROWS = Range.closed(0, 1);

  static final InputGates USUAL = new InputGates(0.7, 1.5, 0.1, 0.1);

  public InputGates {
    LEAST_ROWS.require("leastRows", leastRows);
    MOST_ROWS.require("mostRows", mostRows);
    COLUMN_DISTANCE.require("columnDistance", columnDistance);
    REPEATED_ROWS.require("repeatedRows", repeatedRows);
  }

  static Optional<InputGates> read(Section inputs) {
    Optional<Double> least = inputs.valueOr("leastRows", Form.number(LEAST_ROWS), USUAL.leastRows);
    Optional<Double> most = inputs.valueOr("mostRows", Form.number(MOST_ROWS), USUAL.mostRows);
    Optional<Double> distance =
        inputs.valueOr("columnDistance", Form.number(COLUMN_DISTANCE), USUAL.columnDistance);
    Optional<Double> repeated =
        inputs.valueOr("repeatedRows", Form.number(REPEATED_ROWS), USUAL.repeatedRows);
    return inputs.build(
        () ->
            new InputGates(
                least.orElseThrow(),
                most.orElseThrow(),
                distance.orElseThrow(),
                repeated.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("leastRows", leastRows);
    yaml.put("mostRows", mostRows);
    yaml.put("columnDistance", columnDistance);
    yaml.put("repeatedRows", repeatedRows);
  }
}
