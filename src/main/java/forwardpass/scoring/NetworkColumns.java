package forwardpass.scoring;

import forwardpass.model.ClassNumbers;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns that tell what one network says of an image: {@code prediction, probability}, with
 * {@code class} between them where classes have names, and those that are added.
 *
 * @param name of the network, which follows the columns' own after an underscore; empty where there
 *     is no other network
 * @param added columns that are asked for
 */
public record NetworkColumns(String name, List<AddedColumn> added) implements Serializable {
  public NetworkColumns {
    added = List.copyOf(added);
  }

  /** How many there are. */
  int count(boolean areNamed) {
    return (areNamed ? 3 : 2) + added.size();
  }

  /** Adds them to others. */
  StructType after(StructType columns, boolean isRegression, boolean areNamed) {
    StructType all =
        columns.add(
            titled("prediction"), isRegression ? DataTypes.FloatType : DataTypes.IntegerType);
    if (areNamed) {
      all = all.add(titled("class"), DataTypes.StringType);
    }
    all = all.add(titled("probability"), DataTypes.FloatType);
    for (AddedColumn column : added) {
      all = all.add(titled(column.name()), column.type());
    }
    return all;
  }

  private String titled(String column) {
    return name.isEmpty() ? column : column + "_" + name;
  }

  /**
   * Makes ready to fill them in, for one task.
   *
   * @param at the place of the first of them in the row
   */
  Values open(int at, ClassNumbers numbers, boolean isRegression) {
    return new Values(at, numbers, isRegression);
  }

  /** Fills them in. */
  final class Values {
    private final int at;
    private final ClassNumbers numbers;
    private final boolean isRegression;
    private final UTF8String[] names;
    private final AddedColumn.Values[] values;

    private Values(int at, ClassNumbers numbers, boolean isRegression) {
      this.at = at;
      this.numbers = numbers;
      this.isRegression = isRegression;
      this.names =
          isRegression
              ? new UTF8String[0]
              : numbers.names().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
      this.values = added.stream().map(AddedColumn::open).toArray(AddedColumn.Values[]::new);
    }

    /**
     * For an image of a batch.
     *
     * @param image its number; negative for a record that was refused
     */
    void fill(InternalRow result, NetworkOutputs network, int image) {
      int next = at;
      if (image < 0) {
        for (; next < at + count(names.length > 0); next++) {
          result.setNullAt(next);
        }
        return;
      }
      if (isRegression) {
        result.setFloat(next++, network.outputs()[image]);
        result.setNullAt(next++);
      } else {
        int number = network.predictions().classes()[image];
        result.setInt(next++, numbers.labelOf(number));
        if (names.length > 0) {
          result.update(next++, names[number]);
        }
        result.setFloat(next++, network.predictions().probability()[image]);
      }
      for (AddedColumn.Values value : values) {
        result.update(next++, value.of(network, image));
      }
    }
  }
}
