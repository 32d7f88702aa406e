package forwardpass.scoring;

import forwardpass.error.WeightsException;
import forwardpass.model.Model;
import forwardpass.model.Predictions;
import forwardpass.model.Session;
import forwardpass.source.ImageBatch;
import forwardpass.source.Preparation;
import forwardpass.source.Refusal;

/**
 * Puts batches through a network, in buffers that serve for one batch after the other. Not safe for
 * use by several threads: each has its own, and closes it.
 */
public final class Scorer implements AutoCloseable {
  private static final Refusal NOT_FINITE =
      Refusal.corrupt("expected finite numbers from the network, found others").orElseThrow();

  private final Session session;
  private final int width;
  private final int embeddingSize;
  private final float byteScale;
  private final float numberScale;
  private final Preparation preparation;
  private final boolean areRefused;

  /**
   * @param byteScale what pixels of unsigned bytes are multiplied by: 1/255 to normalise them
   * @param numberScale what numbers of other types are multiplied by
   * @param preparation what is done to the pixels first
   * @param areRefused whether images of which the network makes no finite numbers are refused; else
   *     they are a failure
   * @param isDeterministic whether what the network gives is to be the same bits in every run
   */
  public Scorer(
      Model network,
      float byteScale,
      float numberScale,
      Preparation preparation,
      boolean areRefused,
      boolean isDeterministic) {
    this.session = network.open(isDeterministic);
    this.width = network.outputs();
    this.embeddingSize = network.embeddingSize();
    this.byteScale = byteScale;
    this.numberScale = numberScale;
    this.preparation = preparation;
    this.areRefused = areRefused;
  }

  /** What multiplies the matrices. */
  String name() {
    return session.name();
  }

  /**
   * Scores the images of a batch.
   *
   * @return good until the next batch is scored
   * @throws WeightsException where the network gives an image no finite numbers, and they are not
   *     refused
   */
  public ScoredBatch score(ImageBatch batch) {
    preparation.apply(batch);
    float[] outputs =
        batch.areBytes()
            ? session.run(batch.bytes(), batch.start(), batch.images(), byteScale)
            : session.run(batch.values(), batch.images(), numberScale);
    Predictions predictions = Predictions.of(outputs, batch.images(), width);
    float[] embeddings = session.embeddings();
    if (areRefused) {
      refuseOthers(batch, outputs, predictions, embeddings);
    } else {
      requireFinite(batch, predictions, embeddings);
    }
    return new ScoredBatch(
        batch,
        outputs,
        width,
        batch.images() == predictions.classes().length
            ? predictions
            : Predictions.of(outputs, batch.images(), width),
        embeddings,
        embeddingSize);
  }

  private void requireFinite(ImageBatch batch, Predictions predictions, float[] embeddings) {
    for (int image = 0; image < batch.images(); image++) {
      if (!isFinite(predictions, embeddings, image)) {
        int record = batch.recordOf(image);
        throw new WeightsException(
            "Corrupt: the network's output for %s: expected finite numbers, found others; check that the weights belong to these images%s"
                .formatted(
                    batch.name(record), batch.file(record) == null ? "" : ", and --normalize"));
      }
    }
  }

  /** From the last, as those behind move up. */
  private void refuseOthers(
      ImageBatch batch, float[] outputs, Predictions predictions, float[] embeddings) {
    for (int image = batch.images() - 1; image >= 0; image--) {
      if (!isFinite(predictions, embeddings, image)) {
        refuse(batch, image, outputs, embeddings);
      }
    }
  }

  private boolean isFinite(Predictions predictions, float[] embeddings, int image) {
    float zeros = 0 * predictions.probability()[image]; // not a number where any number is none
    for (int i = image * embeddingSize; i < (image + 1) * embeddingSize; i++) {
      zeros += 0 * embeddings[i];
    }
    return zeros == 0;
  }

  /** Takes an image out of a batch that has been run. */
  private void refuse(ImageBatch batch, int image, float[] outputs, float[] embeddings) {
    int behind = batch.images() - image - 1;
    System.arraycopy(outputs, (image + 1) * width, outputs, image * width, behind * width);
    System.arraycopy(
        embeddings,
        (image + 1) * embeddingSize,
        embeddings,
        image * embeddingSize,
        behind * embeddingSize);
    batch.refuse(image, NOT_FINITE);
  }

  @Override
  public void close() {
    session.close();
  }
}
