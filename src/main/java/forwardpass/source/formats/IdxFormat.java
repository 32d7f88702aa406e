package forwardpass.source.formats;

import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.ImageFormat;
import forwardpass.source.ImageSource;
import forwardpass.source.idx.IdxImages;
import forwardpass.source.idx.IdxListing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** IDX files, with those of their labels. */
final class IdxFormat implements SourceFormat {
  @Override
  public String name() {
    return ImageFormat.IDX;
  }

  @Override
  public Set<LabelPlace> labels() {
    return Set.of(LabelPlace.FILE);
  }

  @Override
  public Optional<IdxListing> list(SourceRequest request) {
    Configuration hadoop = request.hadoop();
    FileSelection ofLabels =
        new FileSelection(request.selection().recursive(), List.of(), List.of());
    IdxListing files =
        IdxListing.of(
            request.found().orElseThrow(),
            request.labelPath().map(path -> FileWalk.find(path, ofLabels, hadoop)),
            hadoop);
    files.requireImageSize(request.pictures().values());
    if (request.scale().ofIntegers() != request.scale().ofFloats()) {
      files.requireOneKindOfNumbers();
    }
    return Optional.of(files);
  }

  @Override
  public ImageSource open(SourceRequest request, Optional<IdxListing> listed) {
    return new IdxImages(
        request.spark(),
        listed.orElseThrow(),
        request.labelPath(),
        request.partitions(),
        request.scale());
  }
}
