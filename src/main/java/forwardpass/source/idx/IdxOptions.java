package forwardpass.source.idx;

import forwardpass.error.UsageException;
import forwardpass.model.ClassNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The options of {@code format("idx")}. */
public final class IdxOptions {
  /** A file, directory or glob of IDX images. */
  public static final String PATH = "path";

  /** Several of them: a JSON array, as {@code load(String...)} passes it. */
  public static final String PATHS = "paths";

  /** A file, directory or glob of IDX labels, as many files as there are of images. */
  public static final String LABELS = "labels";

  /** How many images a row holds. Without it, a row is one image, and its columns are other. */
  public static final String BATCH_SIZE = "batchSize";

  /** At most how many partitions to make where files can be split; from size and cores without. */
  public static final String PARTITIONS = "partitions";

  /** How many values each image must have; files with others are refused. */
  public static final String IMAGE_SIZE = "imageSize";

  /**
   * How many classes labels may name: other labels are refused. In place of a label stands the
   * class that it means, or where it is -1 null, and -1 in batches. Without it, labels are as the
   * file has them.
   */
  public static final String CLASSES = "classes";

  /** The label that means class 0; 0 without it. */
  public static final String FIRST_CLASS = "firstClass";

  private final CaseInsensitiveStringMap options;

  IdxOptions(CaseInsensitiveStringMap options) {
    this.options = options;
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    if (options.containsKey(PATHS)) {
      paths.addAll(PathList.parse(options.get(PATHS)));
    }
    if (options.containsKey(PATH)) {
      paths.add(options.get(PATH));
    }
    if (paths.isEmpty()) {
      throw new UsageException(
          "Cannot load idx: expected a path, found none; give it with load(path)");
    }
    return paths;
  }

  /** What they ask for. */
  IdxReading reading() {
    List<String> paths = paths();
    Optional<String> labels = Optional.ofNullable(options.get(LABELS));
    OptionalInt imageSize = positive(IMAGE_SIZE);
    return new IdxReading(
        paths.toString(),
        hadoop -> {
          IdxListing listing = IdxListing.of(paths, labels, hadoop);
          imageSize.ifPresent(listing::requireImageSize);
          return listing;
        },
        batchSize(),
        positive(PARTITIONS),
        true,
        classNumbers(),
        true);
  }

  OptionalInt batchSize() {
    return positive(BATCH_SIZE);
  }

  /** None where labels are taken as they are. */
  private Optional<ClassNumbers> classNumbers() {
    OptionalInt classes = positive(CLASSES);
    return classes.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClassNumbers(from(0, FIRST_CLASS).orElse(0), classes.getAsInt()));
  }

  private OptionalInt positive(String key) {
    return from(1, key);
  }

  private OptionalInt from(int least, String key) {
    String text = options.get(key);
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(
        "Invalid option %s: expected a whole number from %d, found %s".formatted(key, least, text));
  }
}
