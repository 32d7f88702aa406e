package forwardpass.source.labels;

import static org.apache.spark.sql.functions.udf;

import forwardpass.error.InputException;
import forwardpass.model.ClassNumbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * The labels of image files, which the names of their directories are, if all of them are labels: 5
 * and not 05, -1 where there is none, or such a name after the name of a partition column, {@code
 * label=5}. One rule for the driver, which decides before the work, and for tasks.
 */
public record DirectoryLabels(LabelRule rule) {
  private static final String WHOLE = "0|[1-9][0-9]{0,8}";
  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?";
  private static final String NONE = String.valueOf(ClassNumbers.NONE);

  /** What Spark and Hive write in place of null. */
  private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  /**
   * The labels that the names of the directories of images give.
   *
   * @param path a column of the paths of files
   * @param images such paths: those of all files that are to be scored, or one of each directory
   * @throws InputException where labels are to come from directories, and one is named as no class
   */
  public Labels of(Column path, Iterable<Path> images) {
    if (rule.isNone()) {
      return Labels.none(", as --label-from none says");
    }
    Optional<Path> other = Optional.empty();
    for (Path image : images) {
      boolean isFirst = other.isEmpty() || image.getParent().compareTo(other.get()) < 0;
      if (isFirst && !isLabel(written(image.toString()))) {
        other = Optional.of(image.getParent());
      }
    }
    if (other.isPresent()) {
      return none(other.get());
    }
    Column written =
        udf((UDF1<String, String>) DirectoryLabels::written, DataTypes.StringType).apply(path);
    return Labels.ofText(written, List.of(), "labels from the names of directories");
  }

  private Labels none(Path directory) {
    String expected = rule.numbers().map(numbers -> "a class " + numbers).orElse("a number");
    if (rule.from().isPresent()) {
      throw new InputException(
          "Unsupported: %s: expected the name of a directory to be %s, as such a number is written, found %s; rename it, leave it out with --exclude, or give --label-from none"
              .formatted(directory, expected, directory.getName()));
    }
    return Labels.none(": the name of directory %s is not %s".formatted(directory, expected));
  }

  private boolean isLabel(String name) {
    if (name == null || rule.numbers().isEmpty()) {
      return name == null || name.matches(NUMBER);
    }
    return name.equals(NONE)
        || (name.matches(WHOLE) && rule.numbers().get().has(Integer.parseInt(name)));
  }

  /**
   * The label of a file as its directory has it: the value of a partition column that is called as
   * labels are, or the name of the directory; null where that value is null.
   */
  static String written(String file) {
    String[] names = file.split("/", -1);
    int best = LabelColumn.NAMES.size();
    String value = names.length < 2 ? "" : names[names.length - 2];
    for (int i = names.length - 2; i >= 0 && names[i].indexOf('=') > 0; i--) {
      int equals = names[i].indexOf('=');
      int rank = LabelColumn.NAMES.indexOf(names[i].substring(0, equals).toLowerCase(Locale.ROOT));
      if (rank >= 0 && rank < best) {
        best = rank;
        value = names[i].substring(equals + 1);
      }
    }
    return value.equals(NULL_PARTITION) ? null : value;
  }
}
