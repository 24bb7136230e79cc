package io.lamina.zoo.geometry;

/** The transpose of a matrix that lies column by column in an array. */
final class Transpose {
  private Transpose() {}

  static float[] of(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        result[column + row * columns] = matrix[row + column * rows];
      }
    }
    return result;
  }
}
