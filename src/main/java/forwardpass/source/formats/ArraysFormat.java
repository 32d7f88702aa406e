package forwardpass.source.formats;

import forwardpass.files.TakenFiles;
import forwardpass.source.ImageSource;
import forwardpass.source.arrays.ArrayImages;
import forwardpass.source.idx.IdxListing;
import java.util.Optional;
import java.util.Set;

/**
 * Arrays in NumPy's files.
 *
 * @param name {@code npz}, images and labels; or {@code npy}, images alone
 */
record ArraysFormat(String name) implements SourceFormat {
  @Override
  public Set<LabelPlace> labels() {
    return Set.of();
  }

  @Override
  public ImageSource open(SourceRequest request, Optional<IdxListing> listed) {
    return new ArrayImages(
        request.spark(),
        TakenFiles.of(name, request.found().orElseThrow(), request.hadoop()),
        request.labels(),
        request.pictures().values(),
        request.pictures().shape().map(shape -> shape.channels()).orElse(1),
        request.scale());
  }
}
