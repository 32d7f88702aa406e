package forwardpass.scoring;

import forwardpass.source.ImageBatch;
import java.util.List;

/**
 * What networks say of a batch.
 *
 * @param records the batch
 * @param networks what each says, in their order
 */
public record ScoredBatch(ImageBatch records, List<NetworkOutputs> networks) {
  /** What the first says, which is the only one of most jobs. */
  public NetworkOutputs first() {
    return networks.get(0);
  }
}
