package forwardpass.source.labels;

import forwardpass.error.InputException;
import forwardpass.model.ClassNumbers;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The labels of image files, which the names of their directories are, if all of them are labels: 5
 * and not 05, -1 where there is none, or such a name after the name of a partition column, {@code
 * label=5}. The driver decides before the work; tasks go by {@link FileLabels}.
 */
public record DirectoryLabels(LabelRule rule) {
  private static final String WHOLE = "0|[1-9][0-9]{0,8}";
  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?";
  private static final String NONE = String.valueOf(ClassNumbers.NONE);

  /**
   * The labels that the names of directories give.
   *
   * @param directories those of all image files that are to be scored
   * @throws InputException where labels are to come from directories, and one is named as no class
   */
  public FileLabels of(Iterable<Path> directories) {
    if (rule.isNone()) {
      return none(", as --label-from none says");
    }
    Optional<Path> other = Optional.empty();
    for (Path directory : directories) {
      boolean isFirst = other.isEmpty() || directory.compareTo(other.get()) < 0;
      if (isFirst && !isLabel(FileLabels.written(directory.toString()))) {
        other = Optional.of(directory);
      }
    }
    return other
        .map(this::otherwise)
        .orElseGet(
            () ->
                new FileLabels(
                    true, rule.numbers().orElse(null), "labels from the names of directories"));
  }

  private static FileLabels none(String why) {
    return new FileLabels(false, null, "no labels" + why);
  }

  private FileLabels otherwise(Path directory) {
    String expected = rule.numbers().map(numbers -> "a class " + numbers).orElse("a number");
    if (rule.from().isPresent()) {
      throw new InputException(
          "Unsupported: %s: expected the name of a directory to be %s%s, found %s; rename it, leave it out with --exclude, or give --label-from none"
              .formatted(
                  directory,
                  expected,
                  rule.numbers().stream().anyMatch(ClassNumbers::areNamed)
                      ? ""
                      : ", as such a number is written",
                  directory.getName()));
    }
    return none(": the name of directory %s is not %s".formatted(directory, expected));
  }

  private boolean isLabel(String name) {
    if (name == null || rule.numbers().isEmpty()) {
      return name == null || name.matches(NUMBER);
    }
    return name.equals(NONE)
        || rule.numbers().get().isName(name)
        || (name.matches(WHOLE) && rule.numbers().get().has(Integer.parseInt(name)));
  }
}
