package forwardpass.scoring;

import forwardpass.model.ClassNumbers;
import forwardpass.model.TopClasses;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The most likely classes, best first: numbers, names where there are any, and probabilities.
 *
 * @param most how many of them
 */
record TopColumn(int most, ClassNumbers numbers) implements AddedColumn {
  @Override
  public String name() {
    return "top";
  }

  @Override
  public DataType type() {
    return DataTypes.createArrayType(
        new StructType()
            .add("class", DataTypes.IntegerType)
            .add("name", DataTypes.StringType)
            .add("probability", DataTypes.FloatType));
  }

  @Override
  public Values open() {
    UTF8String[] names =
        numbers.names().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);
    TopClasses top = new TopClasses(most);
    return (network, image) -> {
      top.find(network.outputs(), image * network.width(), network.width());
      Object[] rows = new Object[most];
      for (int i = 0; i < most; i++) {
        int number = top.number(i);
        rows[i] =
            new GenericInternalRow(
                new Object[] {
                  numbers.labelOf(number),
                  names.length == 0 ? null : names[number],
                  top.probability(i)
                });
      }
      return new GenericArrayData(rows);
    };
  }
}
