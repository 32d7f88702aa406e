package forwardpass.source.formats;

import forwardpass.files.FileSelection;
import forwardpass.files.FoundFiles;
import forwardpass.source.PixelScale;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.labels.LabelRule;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Which images are to be opened, and for what network.
 *
 * @param path as it was written
 * @param found the files there; none for a format that finds its own
 * @param selection of those files
 * @param labelPath where labels are that have files of their own; none where there are none
 * @param labels what else was said of labels
 * @param scale what values are multiplied by
 * @param pictures that the network takes
 * @param featuresColumn of a table; none to look for one
 * @param firstIndex of the pixels of LIBSVM; none for what the files say
 * @param partitions how many to make; none for size and cores
 */
public record SourceRequest(
    SparkSession spark,
    String path,
    Optional<FoundFiles> found,
    FileSelection selection,
    Optional<String> labelPath,
    LabelRule labels,
    PixelScale scale,
    NetworkPictures pictures,
    Optional<String> featuresColumn,
    OptionalInt firstIndex,
    OptionalInt partitions) {
  Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }
}
