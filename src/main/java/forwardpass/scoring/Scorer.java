package forwardpass.scoring;

import forwardpass.error.WeightsException;
import forwardpass.model.Model;
import forwardpass.model.Predictions;
import forwardpass.model.Session;
import forwardpass.source.ImageBatch;
import forwardpass.source.Preparation;

/**
 * Puts batches through a network, in buffers that serve for one batch after the other. Not safe for
 * use by several threads: each has its own, and closes it.
 */
public final class Scorer implements AutoCloseable {
  private final Session session;
  private final int width;
  private final int embeddingSize;
  private final float byteScale;
  private final float numberScale;
  private final Preparation preparation;

  /**
   * @param byteScale what pixels of unsigned bytes are multiplied by: 1/255 to normalise them
   * @param numberScale what numbers of other types are multiplied by
   * @param preparation what is done to the pixels first
   * @param isDeterministic whether what the network gives is to be the same bits in every run
   */
  public Scorer(
      Model network,
      float byteScale,
      float numberScale,
      Preparation preparation,
      boolean isDeterministic) {
    this.session = network.open(isDeterministic);
    this.width = network.outputs();
    this.embeddingSize = network.embeddingSize();
    this.byteScale = byteScale;
    this.numberScale = numberScale;
    this.preparation = preparation;
  }

  /** What multiplies the matrices. */
  String name() {
    return session.name();
  }

  /**
   * Scores the images of a batch.
   *
   * @return good until the next batch is scored
   * @throws WeightsException where the network gives an image no finite numbers
   */
  public ScoredBatch score(ImageBatch batch) {
    preparation.apply(batch);
    float[] outputs =
        batch.areBytes()
            ? session.run(batch.bytes(), batch.start(), batch.images(), byteScale)
            : session.run(batch.values(), batch.images(), numberScale);
    ScoredBatch scored =
        new ScoredBatch(
            batch,
            outputs,
            width,
            Predictions.of(outputs, batch.images(), width),
            session.embeddings(),
            embeddingSize);
    requireFinite(scored);
    return scored;
  }

  @Override
  public void close() {
    session.close();
  }

  private static void requireFinite(ScoredBatch scored) {
    float[] probability = scored.predictions().probability();
    for (int image = 0; image < probability.length; image++) {
      if (!Float.isFinite(probability[image])) {
        throw notFinite(scored, image);
      }
    }
    int size = scored.embeddingSize();
    for (int i = 0; i < probability.length * size; i++) {
      if (!Float.isFinite(scored.embeddings()[i])) {
        throw notFinite(scored, i / size);
      }
    }
  }

  private static WeightsException notFinite(ScoredBatch scored, int image) {
    ImageBatch batch = scored.records();
    int record = batch.recordOf(image);
    return new WeightsException(
        "Corrupt: the network's output for %s: expected finite numbers, found others; check that the weights belong to these images%s"
            .formatted(batch.name(record), batch.file(record) == null ? "" : ", and --normalize"));
  }
}
