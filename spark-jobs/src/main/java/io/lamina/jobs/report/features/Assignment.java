package io.lamina.jobs.report.features;

import java.util.Arrays;

/**
 * The cheapest way to give each row a column of its own, by the Hungarian method with potentials:
 * rows × rows × columns steps.
 */
final class Assignment {
  private final double[][] costs;
  private final double[] ofRow;
  private final double[] ofColumn;

  /** The row that has a column, counted from 1; 0 if none has. Column 0 is that of a new row. */
  private final int[] rowOf;

  /**
   * @param costs a finite number for every row and column; no more rows than columns, and at least
   *     one row
   */
  private Assignment(double[][] costs) {
    if (costs.length > costs[0].length) {
      throw new IllegalArgumentException(
          costs.length + " rows, must be at most as many as columns: " + costs[0].length);
    }
    this.costs = costs;
    this.ofRow = new double[costs.length + 1];
    this.ofColumn = new double[costs[0].length + 1];
    this.rowOf = new int[costs[0].length + 1];
  }

  /**
   * The column of each row.
   *
   * @param costs as for the constructor; not changed
   */
  static int[] cheapest(double[][] costs) {
    Assignment assignment = new Assignment(costs);
    for (int row = 1; row <= costs.length; row++) {
      assignment.add(row);
    }
    int[] columns = new int[costs.length];
    for (int column = 1; column < assignment.rowOf.length; column++) {
      if (assignment.rowOf[column] > 0) {
        columns[assignment.rowOf[column] - 1] = column - 1;
      }
    }
    return columns;
  }

  /** Gives a row a column; others may change theirs for it. */
  private void add(int row) {
    int columns = rowOf.length - 1;
    double[] slack = new double[columns + 1];
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    boolean[] reached = new boolean[columns + 1];
    int[] from = new int[columns + 1];
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      reached[column] = true;
      column = nearest(column, slack, reached, from);
      raise(slack[column], slack, reached);
    }
    while (column != 0) {
      rowOf[column] = rowOf[from[column]];
      column = from[column];
    }
  }

  /** The column that is cheapest to reach next. */
  private int nearest(int last, double[] slack, boolean[] reached, int[] from) {
    int row = rowOf[last];
    int nearest = 0;
    for (int column = 1; column < slack.length; column++) {
      if (!reached[column]) {
        double cost = costs[row - 1][column - 1] - ofRow[row] - ofColumn[column];
        if (cost < slack[column]) {
          slack[column] = cost;
          from[column] = last;
        }
        if (nearest == 0 || slack[column] < slack[nearest]) {
          nearest = column;
        }
      }
    }
    return nearest;
  }

  private void raise(double by, double[] slack, boolean[] reached) {
    for (int column = 0; column < slack.length; column++) {
      if (reached[column]) {
        ofRow[rowOf[column]] += by;
        ofColumn[column] -= by;
      } else {
        slack[column] -= by;
      }
    }
  }
}
