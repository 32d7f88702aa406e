package forwardpass.source.formats;

import forwardpass.source.ImageSource;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.table.TableFiles;
import forwardpass.source.table.TableReader;
import java.util.Optional;
import java.util.Set;

/** Rows of any format that Spark reads. */
record TableFormat(String name, boolean isOfFiles, Set<LabelPlace> labels) implements SourceFormat {
  static TableFormat ofFiles(String name, Set<LabelPlace> labels) {
    return new TableFormat(name, true, labels);
  }

  static TableFormat ofOwnFiles(String name) {
    return new TableFormat(name, false, Set.of(LabelPlace.COLUMN));
  }

  @Override
  public ImageSource open(SourceRequest request, Optional<IdxListing> listed) {
    TableFiles files =
        request
            .found()
            .map(found -> TableFiles.of(name, found, request.hadoop()))
            .orElseGet(() -> TableFiles.ofOwn(name, request.path(), request.selection()));
    return reader(request).open(request.spark(), files);
  }

  private TableReader reader(SourceRequest request) {
    return new TableReader(
        name,
        request.pictures(),
        request.featuresColumn(),
        request.labels(),
        request.scale(),
        request.firstIndex(),
        request.partitions());
  }
}
