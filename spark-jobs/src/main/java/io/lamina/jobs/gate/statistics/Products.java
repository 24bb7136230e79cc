package io.lamina.jobs.gate.statistics;

/** Products of vectors; each in the order of the values, so the bits are the same everywhere. */
final class Products {
  private Products() {}

  /** The products of the columns of a matrix, of each with each. */
  static double[][] ofColumns(double[][] rows) {
    int columns = rows[0].length;
    double[][] products = new double[columns][columns];
    for (double[] row : rows) {
      for (int i = 0; i < columns; i++) {
        double factor = row[i];
        double[] target = products[i];
        for (int j = 0; j <= i; j++) {
          target[j] += factor * row[j];
        }
      }
    }
    mirror(products);
    return products;
  }

  /** The products of the rows of a matrix, of each with each. */
  static double[][] ofRows(double[][] rows) {
    double[][] products = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(rows[i], rows[j]);
      }
    }
    mirror(products);
    return products;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void mirror(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j < i; j++) {
        lower[j][i] = lower[i][j];
      }
    }
  }
}
