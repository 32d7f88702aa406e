package forwardpass.source.labels;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import forwardpass.model.ClassNumbers;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;

/**
 * The labels of a table's rows.
 *
 * @param number a double; null where a row has no label, or one that is no number
 * @param text the label as it is written; null where a row has none, and may be null where the
 *     number is whole, and is written so
 * @param used the columns that they are taken from
 * @param described where they come from, or that there are none, in words
 * @param areThere whether there are any
 */
public record Labels(
    Column number, Column text, List<String> used, String described, boolean areThere) {
  /** As people write numbers: Java would take {@code 7f} for one too. */
  private static final String NUMBER =
      "\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*";

  private static final int LARGEST_LIKELY = 1_000_000;

  /** Where there is no label, or where its number says all of it. */
  private static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);

  public static Labels none(String why) {
    return new Labels(
        lit(null).cast(DataTypes.DoubleType), NO_TEXT, List.of(), "no labels" + why, false);
  }

  /** The number that a text is; not a number where it is none. */
  static double number(String text) {
    return text.matches(NUMBER) ? Double.parseDouble(text) : Double.NaN;
  }

  /** Labels that are written as text. */
  static Labels ofText(Column text, List<String> used, String described) {
    return new Labels(
        when(text.rlike("^" + NUMBER + "$"), text.try_cast(DataTypes.DoubleType)),
        text,
        used,
        described,
        true);
  }

  /** Whether a number is whole, and as labels mostly are: to write out each would take long. */
  private static Column isLikely(Column number) {
    return number.between(ClassNumbers.NONE, LARGEST_LIKELY).and(number.equalTo(floor(number)));
  }

  /** Labels of a type that they can be of; of booleans, true is 1. */
  static Labels of(Column column, DataType type, List<String> used, String described) {
    if (type instanceof ByteType || type instanceof ShortType || type instanceof IntegerType) {
      return new Labels(column.cast(DataTypes.DoubleType), NO_TEXT, used, described, true);
    }
    Column text = column.cast(DataTypes.StringType);
    if (type instanceof NumericType) {
      Column number = column.cast(DataTypes.DoubleType);
      Column needed = when(isLikely(number), lit(null)).otherwise(text);
      return new Labels(number, needed, used, described, true);
    }
    if (type instanceof BooleanType) {
      Column number = column.cast(DataTypes.IntegerType).cast(DataTypes.DoubleType);
      return new Labels(number, text, used, described, true);
    }
    return ofText(text, used, described);
  }
}
