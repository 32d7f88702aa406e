package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.model.ClassNumbers;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.source.formats.LabelPlace;
import forwardpass.source.formats.SourceFormat;
import forwardpass.source.labels.LabelFrom;
import forwardpass.source.labels.LabelRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where labels come from, and what they mean.
 *
 * @param path of IDX labels, beside IDX images
 * @param column of a table
 * @param from where else; told from the images where it is not given
 * @param firstClass the label that means class 0
 * @param namesFile of the classes; none for those that the network's own files say, if any
 * @param names of the classes, once they are read
 */
public record LabelRequest(
    Optional<String> path,
    Optional<String> column,
    Optional<LabelFrom> from,
    int firstClass,
    Optional<String> namesFile,
    List<String> names) {
  public LabelRequest {
    names = List.copyOf(names);
  }

  /** The same, with the names of classes as they were read. */
  LabelRequest named(List<String> read) {
    return new LabelRequest(path, column, from, firstClass, namesFile, read);
  }

  /**
   * How labels name the classes of a network; of one that gives a number they name none.
   *
   * @throws UsageException where there are no such numbers
   */
  public ClassNumbers classNumbers(Model network) {
    if (firstClass != 0 && network.isRegression()) {
      throw new UsageException(
          "--first-class needs a network that tells classes apart: %s gives a number"
              .formatted(network));
    }
    if (firstClass > Integer.MAX_VALUE - network.classes()) {
      throw new UsageException(
          "Invalid --first-class: expected at most %d for %d classes, found %d"
              .formatted(Integer.MAX_VALUE - network.classes(), network.classes(), firstClass));
    }
    if (namesFile.isPresent() && names.size() != network.classes()) {
      throw new UsageException(
          "Invalid --class-names: expected %d lines, as the network has classes, found %d in %s"
              .formatted(network.classes(), names.size(), namesFile.get()));
    }
    return new ClassNumbers(
        firstClass,
        network.classes(),
        names.size() == network.classes() && !network.isRegression() ? names : List.of());
  }

  /** With a note where names that were found are not those of its classes. */
  LoadedModel<? extends Model> noted(LoadedModel<? extends Model> loaded) {
    int classes = loaded.model().classes();
    return names.isEmpty() || names.size() == classes
        ? loaded
        : loaded.with(
            "Classes: left without names, as config.json has %d, and the network gives %d"
                .formatted(names.size(), classes));
  }

  /** What changes the labels that are written. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    if (firstClass != 0) {
      described.put("first-class", String.valueOf(firstClass));
    }
    if (!names.isEmpty()) {
      described.put("class-names", DigestUtils.sha256Hex(String.join("\n", names)));
    }
    return described;
  }

  /** Which labels the rows of a table have, for a network. */
  LabelRule rule(Model network) {
    return new LabelRule(
        column,
        from,
        network.isRegression() ? Optional.empty() : Optional.of(classNumbers(network)));
  }

  /**
   * Checks that they are labels that images of a format can have.
   *
   * @param images where they are, as it was written
   * @throws UsageException where they are not
   */
  void requireFor(SourceFormat format, String images) {
    if (path.isPresent() && !format.labels().contains(LabelPlace.FILE)) {
      throw new UsageException(
          "--labels is for IDX images: %s has its labels with it, in --label-column or in the directories' names"
              .formatted(images));
    }
    if (column.isPresent() && !format.labels().contains(LabelPlace.COLUMN)) {
      throw new UsageException(
          "--label-column is for tables and CSV, found images of format " + format.name());
    }
    if (from.equals(Optional.of(LabelFrom.DIRECTORY))
        && !format.labels().contains(LabelPlace.DIRECTORY)) {
      throw new UsageException(
          "--label-from directory is for image files, found images of format " + format.name());
    }
  }
}
