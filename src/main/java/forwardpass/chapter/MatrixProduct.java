package forwardpass.chapter;

import forwardpass.blas.Gemm;
import forwardpass.nn.Tensor;
import java.util.List;

/** A product of small matrices, computed by what multiplies in the networks. */
final class MatrixProduct {
  private MatrixProduct() {}

  /**
   * A·B.
   *
   * @param a [n, k]
   * @param b [k, m], or a vector [k], which gives a vector
   * @return [n, m], or [n]
   * @throws IllegalArgumentException where the shapes do not fit, in NumPy's words
   */
  static Tensor of(Gemm gemm, Tensor a, Tensor b) {
    int n = a.shape().get(0);
    int k = a.shape().get(1);
    if (b.shape().get(0) != k) {
      throw new IllegalArgumentException(
          "shapes %s and %s not aligned: %d (dim 1) != %d (dim 0)"
              .formatted(
                  PrintedArray.shapeText(a.shape()),
                  PrintedArray.shapeText(b.shape()),
                  k,
                  b.shape().get(0)));
    }
    int m = b.rank() == 1 ? 1 : b.shape().get(1);
    float[] product = new float[n * m];
    gemm.multiplyAdd(n, k, m, a.values(), b.values(), product);
    return new Tensor(b.rank() == 1 ? List.of(n) : List.of(n, m), product);
  }
}
