package forwardpass.job;

import forwardpass.files.FoundFiles;
import forwardpass.image.resize.PictureShape;
import forwardpass.model.Model;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.idx.IdxListing;
import java.util.Optional;

/**
 * What a job has found that it can do, before it begins.
 *
 * @param networks that score
 * @param source of the images
 * @param found the files of the images; none for a format that finds its own
 * @param files that are listed one by one; none where they are not IDX
 * @param pictures what the values that the network takes are as pictures; none where nobody knows
 * @param isTallied whether there will be a report
 * @param summary of what there is to score
 * @param started when it was looked for, by {@link System#nanoTime}
 */
public record ScoringPlan(
    Networks networks,
    ImageSource source,
    Optional<FoundFiles> found,
    Optional<IdxListing> files,
    Optional<PictureShape> pictures,
    boolean isTallied,
    InputSummary summary,
    long started) {
  /** The first network, which is the only one of most jobs. */
  public Model network() {
    return networks.first();
  }

  public double secondsSinceStart() {
    return (System.nanoTime() - started) / 1e9;
  }
}
