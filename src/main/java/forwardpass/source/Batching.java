package forwardpass.source;

import java.io.Serializable;

/**
 * How records are gathered for a network.
 *
 * @param labels what labels mean to it
 * @param batchSize the most records of a batch
 * @param imageSize how many values the network takes
 * @param isStrict whether the job ends at the first record that cannot be scored
 */
public record Batching(LabelCheck labels, int batchSize, int imageSize, boolean isStrict)
    implements Serializable {}
