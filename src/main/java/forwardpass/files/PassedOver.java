package forwardpass.files;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Files beside those to score that are no images, and are left out.
 *
 * @param files how many
 * @param example one of them; null where there are none
 */
public record PassedOver(long files, String example) implements Serializable {
  /** None. */
  public static final PassedOver NONE = new PassedOver(0, null);

  static PassedOver of(List<FoundFile> files) {
    return files.isEmpty() ? NONE : new PassedOver(files.size(), files.get(0).toString());
  }

  /** One more. */
  public PassedOver plus(String file) {
    return plus(new PassedOver(1, file));
  }

  /** Both together. */
  public PassedOver plus(PassedOver other) {
    boolean isFirst =
        other.example == null || (example != null && example.compareTo(other.example) <= 0);
    return new PassedOver(files + other.files, isFirst ? example : other.example);
  }

  /** Says so, after a semicolon; nothing where there are none. */
  public String told() {
    if (files == 0) {
      return "";
    }
    return files == 1
        ? "; 1 file passed over, as it is no image: " + example
        : String.format(
            Locale.ROOT,
            "; %,d files passed over, as they are no images, such as %s",
            files,
            example);
  }
}
