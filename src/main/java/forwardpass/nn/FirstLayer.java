package forwardpass.nn;

/**
 * X·W + b of a network's first layer. An instance has buffers, and serves one thread.
 *
 * @param <P> what the pixels of images are in: {@code byte[]}, unsigned, or {@code float[]}
 */
interface FirstLayer<P> {
  /**
   * Computes the pre-activations of a batch.
   *
   * @param pixels [rows, inputs] from {@code start} on; may be longer
   * @param scale what each pixel is multiplied by
   * @param y [rows, outputs], overwritten; may be longer
   */
  void forward(P pixels, int start, int rows, float scale, float[] y);
}
