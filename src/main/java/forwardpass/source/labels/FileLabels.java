package forwardpass.source.labels;

import java.io.Serializable;
import java.util.Locale;

/**
 * The labels of image files.
 *
 * @param areThere whether there are any
 * @param described where they come from, or that there are none, in words
 */
public record FileLabels(boolean areThere, String described) implements Serializable {
  /** What Spark and Hive write in place of null. */
  private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  /**
   * A label.
   *
   * @param text as it is written; null where there is none
   * @param number not a number where the text is none
   */
  public record FileLabel(String text, double number) {
    /** That of a text; null for none. */
    public static FileLabel of(String text) {
      return new FileLabel(text, text == null ? Double.NaN : Labels.number(text));
    }
  }

  /** The label of all files of a directory. */
  public FileLabel of(String directory) {
    return FileLabel.of(areThere ? written(directory) : null);
  }

  /**
   * The label that a directory gives: the value of a partition column that is called as labels are,
   * or its name; null where that value is null.
   */
  static String written(String directory) {
    String[] names = directory.split("/", -1);
    int best = LabelColumn.NAMES.size();
    String value = names[names.length - 1];
    for (int i = names.length - 1; i >= 0 && names[i].indexOf('=') > 0; i--) {
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
