package forwardpass.source.formats;

import forwardpass.source.ImageSource;
import forwardpass.source.idx.IdxListing;
import java.util.Optional;
import java.util.Set;

/** A format that images are read from. */
public interface SourceFormat {
  /** As {@code --format} has it. */
  String name();

  /** Where the user may say that labels are. */
  Set<LabelPlace> labels();

  /** Whether it is of files that are found for it; others find their own. */
  default boolean isOfFiles() {
    return true;
  }

  /**
   * Lists the files, where each says how many images it has.
   *
   * @throws forwardpass.error.InputException where one is damaged, or not for the network
   */
  default Optional<IdxListing> list(SourceRequest request) {
    return Optional.empty();
  }

  /**
   * Opens the images.
   *
   * @param listed what {@link #list} gave
   * @throws forwardpass.error.InputException where there are none, or none for the network
   */
  ImageSource open(SourceRequest request, Optional<IdxListing> listed);
}
