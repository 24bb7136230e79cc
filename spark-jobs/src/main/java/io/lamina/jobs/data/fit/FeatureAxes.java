package io.lamina.jobs.data.fit;

import io.lamina.zoo.plan.preprocessing.FeatureStatistics;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/**
 * The eigenvectors of the covariance.
 *
 * @param products of the features
 * @param eigen the covariance, decomposed
 */
record FeatureAxes(FeatureProducts products, SymmetricQRAlgorithmDecomposition_DDRM eigen)
    implements FeatureStatistics.PrincipalAxes {

  static FeatureAxes of(FeatureProducts products) {
    // Chosen by name: the library's own choice is a parallel one, by how many processors there are.
    SymmetricQRAlgorithmDecomposition_DDRM eigen =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), true);
    if (!eigen.decompose(new DMatrixRMaj(products.covariance()))) {
      throw new IllegalStateException("the covariance has no eigenvalues that could be found");
    }
    return new FeatureAxes(products, eigen);
  }

  @Override
  public double mean(int feature) {
    return products.mean(feature);
  }

  /** What is below 0 is so by rounding. */
  @Override
  public double variance(int axis) {
    return Math.max(0, eigen.getEigenvalue(axis).getReal());
  }

  @Override
  public double[] direction(int axis) {
    return eigen.getEigenVector(axis).data;
  }
}
