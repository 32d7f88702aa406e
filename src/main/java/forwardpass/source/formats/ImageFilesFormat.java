package forwardpass.source.formats;

import forwardpass.files.ImageFormat;
import forwardpass.source.ImageSource;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.table.ImageFilesTable;
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
    return new ImageFilesTable(TableFormat.reader(name(), request), request.found().orElseThrow())
        .open(request.spark());
  }
}
