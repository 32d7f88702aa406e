package forwardpass.scoring;

import forwardpass.model.Predictions;

/**
 * What one network says of the images of a batch.
 *
 * @param outputs [images, width]; longer, and overwritten with the next batch
 * @param width how many values the network gives for each image
 * @param embeddings what it gives beside them, [images, embeddingSize], in the same way
 */
public record NetworkOutputs(
    float[] outputs, int width, Predictions predictions, float[] embeddings, int embeddingSize) {}
