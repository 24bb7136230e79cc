package io.lamina.benchmarks;

import java.util.List;

/**
 * A PyTorch, as its process describes it.
 *
 * @param version of PyTorch
 * @param blas the kind of its BLAS library: openblas, mkl_core, blis, reference or own
 * @param library the BLAS library's file
 * @param kernels that OpenBLAS has chosen; empty for another library
 * @param formats that it computes in
 */
record TorchBuild(
    String version, String blas, String library, String kernels, List<String> formats) {
  /** Fields between tabs. */
  static TorchBuild of(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("not what a PyTorch says of itself: '" + line + "'");
    }
    return new TorchBuild(
        fields[0], fields[1], fields[2], fields[3], List.of(fields[4].split(",")));
  }

  boolean isOpenBlas() {
    return blas.equals("openblas");
  }

  /** Whether its products are made by the reference BLAS, which is written to be read. */
  boolean isReference() {
    return blas.equals("reference");
  }

  @Override
  public String toString() {
    return String.format("PyTorch %s with %s (%s)", version, library, blas);
  }
}
