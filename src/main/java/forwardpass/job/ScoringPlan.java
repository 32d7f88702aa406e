package forwardpass.job;

import forwardpass.files.PassedOver;
import forwardpass.nn.LoadedNetwork;
import forwardpass.nn.Network;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.table.ImageTable;
import java.util.Optional;

/**
 * What a job has found that it can do, before it begins.
 *
 * @param model the network, and what there is to say of its file
 * @param files to score; none where they are not IDX
 * @param table to score; none where there are files
 * @param summary of what there is to score
 * @param started when it was looked for, by {@link System#nanoTime}
 */
public record ScoringPlan(
    LoadedNetwork model,
    Optional<IdxListing> files,
    Optional<ImageTable> table,
    InputSummary summary,
    long started) {
  public Network network() {
    return model.network();
  }

  /** Files that were no images, so far. */
  public PassedOver passedOver() {
    return files
        .map(IdxListing::passedOver)
        .orElseGet(() -> table.orElseThrow().passedOver().get());
  }

  public double secondsSinceStart() {
    return (System.nanoTime() - started) / 1e9;
  }
}
