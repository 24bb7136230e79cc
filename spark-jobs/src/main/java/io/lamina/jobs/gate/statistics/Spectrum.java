package io.lamina.jobs.gate.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/** Eigenvalues and eigenvectors of a symmetric matrix, the largest first. */
final class Spectrum {
  private final SymmetricQRAlgorithmDecomposition_DDRM eigen;
  private final int[] order;

  /**
   * @param matrix symmetric
   * @param vectors whether eigenvectors are asked for: they cost several times as much
   */
  Spectrum(double[][] matrix, boolean vectors) {
    // Chosen by name: the library's own choice depends on how many processors there are.
    this.eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), vectors);
    if (!eigen.decompose(new DMatrixRMaj(matrix))) {
      throw new IllegalStateException("the matrix has no eigenvalues that could be found");
    }
    this.order =
        IntStream.range(0, matrix.length)
            .boxed()
            .sorted((a, b) -> Double.compare(value(eigen, b), value(eigen, a)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** All eigenvalues; what is below 0 by rounding is 0. */
  double[] values() {
    return Arrays.stream(order).mapToDouble(i -> Math.max(0, value(eigen, i))).toArray();
  }

  /** The eigenvector of the k-th largest eigenvalue, of length 1. */
  double[] vector(int k) {
    return eigen.getEigenVector(order[k]).data;
  }

  private static double value(SymmetricQRAlgorithmDecomposition_DDRM eigen, int i) {
    return eigen.getEigenvalue(i).getReal();
  }
}
