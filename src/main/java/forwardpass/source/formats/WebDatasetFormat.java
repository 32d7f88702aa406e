package forwardpass.source.formats;

import forwardpass.files.FileFormat;
import forwardpass.files.TakenFiles;
import forwardpass.source.ImageSource;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.shards.Shards;
import java.util.Optional;
import java.util.Set;

/** Tar shards, as WebDataset writes them. */
final class WebDatasetFormat implements SourceFormat {
  @Override
  public String name() {
    return FileFormat.WEBDATASET.id();
  }

  @Override
  public Set<LabelPlace> labels() {
    return Set.of();
  }

  @Override
  public ImageSource open(SourceRequest request, Optional<IdxListing> listed) {
    return new Shards(
        request.spark(),
        TakenFiles.of(name(), request.found().orElseThrow(), request.hadoop()),
        request.labels(),
        request.pictures(),
        request.scale(),
        request.partitions());
  }
}
