package forwardpass.scoring;

import forwardpass.error.WeightsException;
import forwardpass.nn.ClassNumbers;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import forwardpass.report.Pictures;
import forwardpass.report.Tally;
import forwardpass.source.ImageBatch;
import forwardpass.source.Pixels;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * The forward pass of a partition: batches of images in, what the network says of them out, and the
 * partition's counts to the accumulator when its last batch is done.
 *
 * @param numbers how labels name the classes; those of the batches are classes already
 * @param imageScale what pixels of unsigned bytes are multiplied by: 1/255 to normalise them
 * @param featureScale what numbers of other types are multiplied by
 * @param preparation what is done to the pixels first
 * @param withProbabilities whether to keep all that the network gives for each image
 * @param isDeterministic whether what it gives is to be the same bits in every run
 */
public record BatchScorer(
    Broadcast<Network> network,
    CountAccumulator counts,
    ClassNumbers numbers,
    float imageScale,
    float featureScale,
    Preparation preparation,
    boolean withProbabilities,
    boolean isDeterministic)
    implements MapPartitionsFunction<ImageBatch, ScoredBatch> {
  private static final int[] NO_LABELS = {};

  @Override
  public Iterator<ScoredBatch> call(Iterator<ImageBatch> batches) {
    return new PartitionScores(batches);
  }

  private final class PartitionScores implements Iterator<ScoredBatch> {
    private final Iterator<ImageBatch> batches;
    private final Network layers = network.value();
    private final ForwardPass forwardPass = ForwardPass.of(layers, isDeterministic);
    private final Tally tally = counts.newTally();
    private long images;
    private long labelled;
    private long correct;

    PartitionScores(Iterator<ImageBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      if (batches.hasNext()) {
        return true;
      }
      counts.add(
          new CountAccumulator.PartitionCounts(
              TaskContext.getPartitionId(),
              new Counts(images, labelled, correct, 0, Set.of(forwardPass.name())),
              tally));
      return false;
    }

    @Override
    public ScoredBatch next() {
      ImageBatch batch = batches.next();
      float[] outputs = forward(batch);
      Predictions predictions = Predictions.of(outputs, batch.getCount(), layers.outputs());
      requireNumbers(predictions, batch);
      images += batch.getCount();
      ScoredBatch scored = new ScoredBatch();
      if (batch.getLabels() != null) {
        if (!layers.isRegression()) {
          labelled += labelled(batch);
          correct += predictions.matching(batch.getLabels());
        }
      }
      if (tally != null) {
        tally.addBatch(
            outputs,
            predictions,
            batch.getLabels(),
            batch.getFile(),
            batch.getIndex(),
            image -> pixels(batch, image));
      }
      if (!layers.isRegression()) {
        numbers.toLabels(predictions.classes());
      }
      scored.setLabels(labels(batch));
      scored.setFile(batch.getFile());
      scored.setIndex(batch.getIndex());
      scored.setPredictions(predictions.classes());
      scored.setProbability(
          layers.isRegression()
              ? Arrays.copyOf(outputs, batch.getCount())
              : predictions.probability());
      if (withProbabilities) {
        scored.setProbabilities(Arrays.copyOf(outputs, batch.getCount() * layers.outputs()));
      }
      return scored;
    }

    private byte[] pixels(ImageBatch batch, int image) {
      int size = layers.inputs();
      return batch.getImages() != null
          ? batch.getImages().copy(image * size, (image + 1) * size)
          : Pictures.shades(batch.getFeatures(), image * size, size);
    }

    private float[] forward(ImageBatch batch) {
      Pixels pixels = batch.getImages();
      int count = batch.getCount();
      if (pixels != null) {
        preparation.apply(pixels.bytes(), pixels.start(), count, layers.inputs());
        return forwardPass.run(pixels.bytes(), pixels.start(), count, imageScale);
      }
      preparation.apply(batch.getFeatures(), count, layers.inputs(), batch.getFile());
      return forwardPass.run(batch.getFeatures(), count, featureScale);
    }

    private void requireNumbers(Predictions predictions, ImageBatch batch) {
      for (int i = 0; i < batch.getCount(); i++) {
        if (!Float.isFinite(predictions.probability()[i])) {
          throw new WeightsException(
              "Corrupt: the network's output for image %d of %s: expected finite numbers, found others; check that the weights belong to these images, and --normalize"
                  .formatted(batch.getIndex() + i, batch.getFile()));
        }
      }
    }

    private static int labelled(ImageBatch batch) {
      int labelled = 0;
      for (int label : batch.getLabels()) {
        labelled += label == ClassNumbers.NONE ? 0 : 1;
      }
      return labelled;
    }

    /** As they are written. */
    private int[] labels(ImageBatch batch) {
      if (batch.getLabels() == null) {
        return NO_LABELS;
      }
      if (!layers.isRegression()) {
        numbers.toLabels(batch.getLabels());
      }
      return batch.getLabels();
    }
  }
}
