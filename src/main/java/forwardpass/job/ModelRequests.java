package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.source.features.PictureWishes;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Which networks, one or several. What their own files say of the images has to be the same for
 * all.
 */
record ModelRequests(List<ModelRequest> all) {
  ModelRequests {
    all = List.copyOf(all);
  }

  /** The same, for pictures as they are asked for. */
  ModelRequests with(PictureWishes pictures) {
    return new ModelRequests(all.stream().map(one -> one.with(pictures)).toList());
  }

  /** Where the weights are. */
  List<String> paths(SparkSession spark) {
    return all.stream().map(one -> one.path(spark)).toList();
  }

  /** Whether they have to give the same bits in every run, which is asked for of all. */
  boolean isDeterministic() {
    return all.get(0).isDeterministic();
  }

  /**
   * How images are prepared: as is asked for, and else as the networks' own files say.
   *
   * @throws UsageException where these say what is not the same
   */
  ImageRequest prepared(ImageRequest asked, SparkSession spark) {
    List<ImageRequest> prepared =
        all.stream()
            .map(one -> one.preprocessor(spark).map(asked::preparedAs).orElse(asked))
            .distinct()
            .toList();
    if (prepared.size() > 1) {
      throw differ(
          "their own files prepare images differently; say how with options (--resize, --crop, --interpolation, --channels, --mean, --std, --normalize or --no-normalize)",
          spark);
    }
    return prepared.get(0);
  }

  /**
   * The names of classes that a file has, or else the networks' own files; none where there are
   * none.
   *
   * @throws UsageException where these have names that differ
   */
  List<String> classNames(Optional<String> file, SparkSession spark) {
    List<List<String>> names =
        all.stream()
            .map(one -> one.classNames(file, spark))
            .filter(found -> !found.isEmpty())
            .distinct()
            .toList();
    if (names.size() > 1) {
      throw differ("their own files name classes differently; give --class-names", spark);
    }
    return names.isEmpty() ? List.of() : names.get(0);
  }

  private UsageException differ(String what, SparkSession spark) {
    return new UsageException(
        "Cannot score with %s in one pass: %s, or score with one after the other"
            .formatted(String.join(" and ", paths(spark)), what));
  }

  /** Reads the networks, for images as they are asked for. */
  Networks read(ImageRequest images, SparkSession spark) {
    List<? extends LoadedModel<? extends Model>> loaded =
        all.stream()
            .map(one -> images.labels().noted(images.pixels().prepared(one.read(spark))))
            .toList();
    return Networks.of(paths(spark), loaded, images.pixels());
  }
}
