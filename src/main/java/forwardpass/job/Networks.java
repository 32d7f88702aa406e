package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.files.HadoopPath;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.pixels.PixelRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * The networks that a job scores images with, in one pass: they take the same images and tell the
 * same classes apart.
 *
 * @param names what results call each; one empty name where there is no other network
 * @param models as many
 * @param notes what their user should know of how the files were taken, each a sentence for stderr
 */
public record Networks(List<String> names, List<Model> models, List<String> notes) {
  public Networks {
    names = List.copyOf(names);
    models = List.copyOf(models);
    notes = List.copyOf(notes);
  }

  /** The only one. */
  static Networks of(Model network) {
    return new Networks(List.of(""), List.of(network), List.of());
  }

  /**
   * Those of some files.
   *
   * @param paths in messages, and for names: each is that of the file, up to the first dot
   * @param pixels what is done to the pixels that they take
   * @throws UsageException where two have one name, or they do not take the same images
   */
  static Networks of(
      List<String> paths,
      List<? extends LoadedModel<? extends Model>> loaded,
      PixelRequest pixels) {
    List<Model> models = loaded.stream().<Model>map(LoadedModel::model).toList();
    if (models.size() == 1) {
      return new Networks(List.of(""), models, loaded.get(0).notes());
    }
    List<String> names = names(paths);
    Networks all = new Networks(names, models, notes(names, loaded));
    int shown = models.indexOf(all.ofPictures());
    for (int i = 0; i < models.size(); i++) {
      String both = "%s and %s".formatted(paths.get(shown), paths.get(i));
      requireAlike(models.get(shown), models.get(i), pixels, both);
    }
    return all;
  }

  private static List<String> notes(
      List<String> names, List<? extends LoadedModel<? extends Model>> loaded) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (String note : loaded.get(i).notes()) {
        notes.add(names.get(i) + ": " + note);
      }
    }
    return notes;
  }

  private static List<String> names(List<String> paths) {
    List<String> names =
        paths.stream().map(path -> HadoopPath.of(path).getName()).map(Networks::stem).toList();
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String other = seen.put(names.get(i).toLowerCase(Locale.ROOT), paths.get(i));
      if (other != null) {
        throw new UsageException(
            "Cannot name the columns of %s and %s: expected names that differ before the first dot, found %s for both; rename one of the two"
                .formatted(other, paths.get(i), names.get(i)));
      }
    }
    return names;
  }

  private static String stem(String name) {
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static void requireAlike(Model shown, Model other, PixelRequest pixels, String both) {
    if (other.isRegression()) {
      throw refused(both, "networks that tell classes apart", other + ", which gives a number");
    }
    if (other.classes() != shown.classes()) {
      throw refused(
          both,
          "networks of as many classes",
          "%d and %d".formatted(shown.classes(), other.classes()));
    }
    boolean areSame =
        other.pictures().isPresent()
            ? other.pictures().equals(shown.pictures())
            : other.inputs() == shown.inputs() && other.channels() == shown.channels();
    if (!areSame) {
      throw refused(
          both, "networks that take the same images", images(shown) + " and " + images(other));
    }
    if (!pixels.scale(other).equals(pixels.scale(shown))) {
      throw refused(
          both,
          "networks that take the same pixels",
          "one that takes them from 0 to 255, and one from 0 to 1");
    }
  }

  private static UsageException refused(String both, String expected, String found) {
    return new UsageException(
        "Cannot score with %s in one pass: expected %s, found %s; score with one after the other"
            .formatted(both, expected, found));
  }

  /** What a network takes, in words. */
  private static String images(Model network) {
    return network
        .pictures()
        .map(
            shape ->
                "%s pictures of %d x %d"
                    .formatted(shape.channelNames(), shape.width(), shape.height()))
        .orElse("images of %d values".formatted(network.inputs()));
  }

  /** The first that says which pictures it takes, as all do; the first where none does. */
  Model ofPictures() {
    return models.stream()
        .filter(network -> network.pictures().isPresent())
        .findFirst()
        .orElse(first());
  }

  /** The first, which is the only one of most jobs. */
  public Model first() {
    return models.get(0);
  }

  public boolean areSeveral() {
    return models.size() > 1;
  }

  /** SHA-256 of all that they compute with. */
  String sha256() {
    return models.stream().map(Model::sha256).collect(Collectors.joining(" "));
  }

  /** One for each, to be used by tasks. */
  List<Broadcast<Model>> broadcast(SparkSession spark) {
    return models.stream()
        .map(
            network ->
                spark.sparkContext().broadcast(network, ClassTag$.MODULE$.apply(Model.class)))
        .toList();
  }

  /** What is said of a network, with its name before it where there are several. */
  public String titled(int network, String text) {
    return areSeveral() ? names.get(network) + ": " + text : text;
  }

  /** In messages. */
  @Override
  public String toString() {
    return IntStream.range(0, models.size())
        .mapToObj(i -> titled(i, models.get(i).toString()))
        .collect(Collectors.joining(", "));
  }
}
