package forwardpass.scoring;

import forwardpass.model.Predictions;
import forwardpass.source.ImageBatch;

/**
 * What a network says of a batch.
 *
 * @param records the batch
 * @param outputs [images, width]; longer, and overwritten with the next batch
 * @param width how many values the network gives for each image
 * @param embeddings what it gives beside them, [images, embeddingSize], in the same way
 */
public record ScoredBatch(
    ImageBatch records,
    float[] outputs,
    int width,
    Predictions predictions,
    float[] embeddings,
    int embeddingSize) {}
