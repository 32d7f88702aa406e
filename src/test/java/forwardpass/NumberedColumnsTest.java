package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column for each pixel: in which order, and whether they are divided by 255. */
class NumberedColumnsTest extends FewImages {
  private Path wide(List<String> names, DataType type, IntFunction<Object> number) {
    StructType schema = new StructType().add("label", DataTypes.IntegerType);
    for (String name : names) {
      schema = schema.add(name, type);
    }
    List<Row> rows = new ArrayList<>();
    for (int image = 0; image < FEW; image++) {
      List<Object> row = new ArrayList<>(List.of((int) labels[image]));
      for (String name : names) {
        int i = Integer.parseInt(name.replaceAll("\\D", ""));
        row.add(number.apply(pixel(image, i)));
      }
      rows.add(RowFactory.create(row.toArray()));
    }
    return table(schema, rows, "parquet");
  }

  private static List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < PIXELS; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixel", "Pixel_", "p", ""})
  void columnsOfPixelsAreInTheOrderOfTheirNumbers(String prefix) {
    List<String> names = names(prefix);
    names.sort(null); // as text: pixel10 before pixel2

    assertEquals(
        "Images: 1 Parquet file; values divided by 255; labels from column label",
        assertScored("--images", wide(names, DataTypes.IntegerType, value -> value)).summary());
  }

  @Test
  void columnsOfPixelsThatAreScaledAreNotDivided() {
    Path table = wide(names("pixel"), DataTypes.DoubleType, value -> value / 255.0);

    assertEquals(
        "Images: 1 Parquet file; values as they are; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void columnsOfPixelsAsTextAreDividedWhereAnyIsAbove1() {
    Path table = wide(names("pixel"), DataTypes.StringType, String::valueOf);

    assertScored("--images", table);
  }

  @Test
  void integersBesideFloatsHaveToBeNamed() {
    StructType schema = new StructType();
    List<Object> row = new ArrayList<>();
    for (int i = 0; i < PIXELS; i++) {
      schema = schema.add("pixel" + i, i == 0 ? DataTypes.FloatType : DataTypes.IntegerType);
      row.add(i == 0 ? (Object) 1f : (Object) 1);
    }
    Path table = table(schema, List.of(RowFactory.create(row.toArray())), "parquet");

    CommandRun.of("--images", table)
        .assertFailure(
            2,
            "%s has columns of integers (783), which are divided by 255, and others (1), which are not: give --normalize to divide all by 255, or --no-normalize"
                .formatted(table));
    assertEquals(0, CommandRun.of("--images", table, "--normalize").status());
  }
}
