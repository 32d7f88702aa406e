package forwardpass.scoring;

import forwardpass.model.Predictions;
import forwardpass.source.ImageBatch;

/**
 * What a network says of a batch.
 *
 * @param records the batch
 * @param outputs [images, width]; longer, and overwritten with the next batch
 * @param width how many values the network gives for each image
 */
public record ScoredBatch(
    ImageBatch records, float[] outputs, int width, Predictions predictions) {}
