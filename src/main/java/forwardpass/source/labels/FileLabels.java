package forwardpass.source.labels;

import forwardpass.model.ClassNumbers;
import java.io.Serializable;
import java.util.Locale;

/**
 * The labels of image files.
 *
 * @param areThere whether there are any
 * @param numbers how they name classes; null where they are any numbers, as of a regression
 * @param described where they come from, or that there are none, in words
 */
public record FileLabels(boolean areThere, ClassNumbers numbers, String described)
    implements Serializable {
  /** What Spark and Hive write in place of null. */
  private static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  /**
   * A label.
   *
   * @param text as it is written; null where there is none
   * @param number not a number where the text is none
   */
  public record FileLabel(String text, double number) {
    /**
     * That of a text, which is a number or the name of a class.
     *
     * @param text null for no label
     * @param numbers null where labels are any numbers
     */
    public static FileLabel of(String text, ClassNumbers numbers) {
      if (text == null) {
        return new FileLabel(null, Double.NaN);
      }
      double number = Labels.number(text);
      boolean isNamed = Double.isNaN(number) && numbers != null && numbers.isName(text);
      return new FileLabel(text, isNamed ? numbers.labelOf(text) : number);
    }
  }

  /** The label of all files of a directory. */
  public FileLabel of(String directory) {
    return FileLabel.of(areThere ? written(directory) : null, numbers);
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
