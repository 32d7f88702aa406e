package forwardpass.model;

/**
 * Runs a {@link Model} over batches of images, one batch at a time, in buffers that are used again
 * for the next. The images stay as they are: another session may take them, too. Not safe for use
 * by several threads: each has its own, and closes it.
 */
public interface Session extends AutoCloseable {
  /** What computes, by name. */
  String name();

  /**
   * Runs a batch of images of unsigned bytes.
   *
   * @param pixels [rows, inputs] from {@code start} on; may be longer
   * @param scale what each pixel is multiplied by: 1/255f to normalise, 1 to take it as it is
   * @return the network's output, [rows, outputs]; longer where the batch is short, and overwritten
   *     by the next call
   */
  float[] run(byte[] pixels, int start, int rows, float scale);

  /**
   * Runs a batch of images of floats; as {@link #run(byte[], int, int, float)}.
   *
   * @param features [rows, inputs]; may be longer
   */
  float[] run(float[] features, int rows, float scale);

  /**
   * What the network gave for the last batch beside its output, [rows, embeddingSize]; longer where
   * the batch is short, and overwritten by the next.
   */
  default float[] embeddings() {
    return new float[0];
  }

  /** Gives back what the garbage collector does not. */
  @Override
  void close();
}
