package io.lamina.runtime.processor;

import java.util.Arrays;

/**
 * Of each row of a matrix the largest values are kept, and the others become 0. What is no number
 * stays, so that it is noticed.
 *
 * @param rows of the matrix, whose values lie column by column
 * @param columns of the matrix
 * @param count how many values of a row are kept
 */
record RowWinners(int rows, int columns, int count) {
  void keep(float[] values) {
    float[] sorted = new float[columns];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < columns; j++) {
        sorted[j] = values[j * rows + row];
      }
      Arrays.sort(sorted);
      int numbers = columns;
      while (numbers > 0 && Float.isNaN(sorted[numbers - 1])) {
        numbers--;
      }
      if (count < numbers) {
        keep(row, sorted, numbers, values);
      }
    }
  }

  /**
   * Sets those below the least that is kept to 0.
   *
   * @param sorted the row's values, the numbers first
   */
  private void keep(int row, float[] sorted, int numbers, float[] values) {
    float least = sorted[numbers - count];
    int equals = 0;
    for (int j = numbers - count; j < numbers && sorted[j] == least; j++) {
      equals++;
    }
    for (int j = 0; j < columns; j++) {
      float value = values[j * rows + row];
      if (value == least && equals > 0) {
        equals--;
      } else if (value <= least) {
        values[j * rows + row] = 0f;
      }
    }
  }
}
