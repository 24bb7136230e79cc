package io.lamina.jobs.data.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/**
 * The square root of the inverse of a covariance matrix, every eigenvalue of which is raised first.
 *
 * @param epsilon by so much, above 0
 */
record InverseRoot(double epsilon) {

  /** The matrix, symmetric to the bit. */
  double[][] of(double[][] covariance) {
    int size = covariance.length;
    // Chosen by name: the library's own choice is a parallel one, by how many processors there are.
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), true);
    if (!eigen.decompose(new DMatrixRMaj(covariance))) {
      throw new IllegalStateException("the covariance has no eigenvalues that could be found");
    }
    double[][] root = new double[size][size];
    for (int k = 0; k < size; k++) {
      // What is below 0 is so by rounding.
      double value = Math.max(0, eigen.getEigenvalue(k).getReal());
      add(root, eigen.getEigenVector(k).data, 1 / Math.sqrt(value + epsilon));
    }
    return root;
  }

  private static void add(double[][] root, double[] vector, double scale) {
    for (int i = 0; i < vector.length; i++) {
      double scaled = scale * vector[i];
      for (int j = 0; j <= i; j++) {
        root[i][j] += scaled * vector[j];
        root[j][i] = root[i][j];
      }
    }
  }
}
