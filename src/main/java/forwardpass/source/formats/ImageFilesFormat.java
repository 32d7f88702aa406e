package forwardpass.source.formats;

import forwardpass.files.ImageFormat;
import forwardpass.source.ImageSource;
import forwardpass.source.files.ImageFiles;
import forwardpass.source.idx.IdxListing;
import java.util.Optional;
import java.util.Set;

/** PNG, JPEG, BMP and GIF files. */
final class ImageFilesFormat implements SourceFormat {
  @Override
  public String name() {
    return ImageFormat.IMAGE;
  }

  @Override
  public Set<LabelPlace> labels() {
    return Set.of(LabelPlace.DIRECTORY);
  }

  @Override
  public ImageSource open(SourceRequest request, Optional<IdxListing> listed) {
    return new ImageFiles(
        request.spark(),
        request.found().orElseThrow(),
        request.labels(),
        request.pictures(),
        request.scale(),
        request.partitions());
  }
}
