package forwardpass.scoring;

import forwardpass.model.Model;
import forwardpass.model.Predictions;
import forwardpass.model.Session;
import forwardpass.source.ImageBatch;

/** Puts batches through one network, in buffers that serve for one batch after the other. */
final class NetworkPass implements AutoCloseable {
  private final Session session;
  private final int width;
  private final int embeddingSize;
  private float[] outputs;
  private float[] embeddings;
  private Predictions predictions;

  /**
   * @param isDeterministic whether what the network gives is to be the same bits in every run
   */
  NetworkPass(Model network, boolean isDeterministic) {
    session = network.open(isDeterministic);
    width = network.outputs();
    embeddingSize = network.embeddingSize();
  }

  /** What multiplies the matrices. */
  String name() {
    return session.name();
  }

  /**
   * Runs a batch.
   *
   * @param byteScale what pixels of unsigned bytes are multiplied by
   * @param numberScale what numbers of other types are multiplied by
   */
  void run(ImageBatch batch, float byteScale, float numberScale) {
    outputs =
        batch.areBytes()
            ? session.run(batch.bytes(), batch.start(), batch.images(), byteScale)
            : session.run(batch.values(), batch.images(), numberScale);
    predictions = Predictions.of(outputs, batch.images(), width);
    embeddings = session.embeddings();
  }

  /** Whether all numbers that the network gave for an image of the batch are finite. */
  boolean isFinite(int image) {
    float zeros = 0 * predictions.probability()[image]; // not a number where any number is none
    for (int i = image * embeddingSize; i < (image + 1) * embeddingSize; i++) {
      zeros += 0 * embeddings[i];
    }
    return zeros == 0;
  }

  /**
   * Takes an image out of the batch that was run; those behind it move up.
   *
   * @param images how many there are, with this one
   */
  void remove(int image, int images) {
    remove(outputs, image, images, width);
    remove(embeddings, image, images, embeddingSize);
  }

  private static void remove(float[] values, int image, int images, int size) {
    int behind = images - image - 1;
    System.arraycopy(values, (image + 1) * size, values, image * size, behind * size);
  }

  /**
   * What the network said of the batch.
   *
   * @param images how many of its images are left
   */
  NetworkOutputs result(int images) {
    boolean areAll = images == predictions.classes().length;
    return new NetworkOutputs(
        outputs,
        width,
        areAll ? predictions : Predictions.of(outputs, images, width),
        embeddings,
        embeddingSize);
  }

  @Override
  public void close() {
    session.close();
  }
}
