package forwardpass.nn;

/**
 * X·W + b of a network's first layer, from images of unsigned bytes. An instance has buffers, and
 * serves one thread.
 */
interface FirstLayer {
  /**
   * Computes the pre-activations of a batch.
   *
   * @param pixels [rows, inputs] from {@code start} on; may be longer
   * @param scale what each pixel is multiplied by
   * @param y [rows, outputs], overwritten; may be longer
   */
  void forward(byte[] pixels, int start, int rows, float scale, float[] y);
}
