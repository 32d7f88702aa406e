package forwardpass.nn;

/** X·W + b of a layer. An instance may have buffers, and serves one thread. */
interface Layer {
  /**
   * Computes the pre-activations of a batch.
   *
   * @param x [rows, inputs]; may be longer
   * @param y [rows, outputs], overwritten; may be longer
   */
  void forward(int rows, float[] x, float[] y);
}
