package forwardpass.job;

import java.util.List;

/**
 * What a job is to do.
 *
 * @param models the networks, one or several, that score each image in one pass
 */
public record ScoringRequest(ImageRequest images, List<ModelRequest> models, OutputRequest output) {
  public ScoringRequest {
    models = List.copyOf(models);
  }
}
