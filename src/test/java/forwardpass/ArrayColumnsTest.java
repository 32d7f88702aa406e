package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A column of arrays: of which numbers, in how many dimensions, and whether they are divided by
 * 255.
 */
class ArrayColumnsTest extends FewImages {
  /** An image as rows of numbers. */
  private static List<Object> rows(int image, IntFunction<Object> number) {
    List<Object> rows = new ArrayList<>();
    for (int y = 0; y < 28; y++) {
      List<Object> row = new ArrayList<>();
      for (int x = 0; x < 28; x++) {
        row.add(number.apply(pixel(image, 28 * y + x)));
      }
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint", "decimal(10,0)"})
  void integersAreDividedBy255(String type) {
    DataType element = DataType.fromDDL(type);
    IntFunction<Object> number =
        switch (type) {
          case "tinyint" -> value -> (byte) value;
          case "smallint" -> value -> (short) value;
          case "int" -> value -> value;
          case "bigint" -> value -> (long) value;
          default -> java.math.BigDecimal::valueOf;
        };
    Path table =
        table(
            "image",
            DataTypes.createArrayType(element),
            image -> {
              List<Object> values = new ArrayList<>();
              for (int i = 0; i < PIXELS; i++) {
                values.add(number.apply(pixel(image, i)));
              }
              return values;
            });

    assertEquals(
        "Images: 1 Parquet file; values divided by 255; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void arraysInArraysAreTakenOneAfterTheOther() {
    DataType floats = DataTypes.createArrayType(DataTypes.FloatType);
    Path table =
        table(
            "Image",
            DataTypes.createArrayType(floats),
            image -> rows(image, value -> value / 255f));

    assertEquals(
        "Images: 1 Parquet file; values as they are; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void arraysOfRowsOfPixelsOfOneChannelAreTakenToo() {
    DataType channels = DataTypes.createArrayType(DataTypes.ShortType);
    Path table =
        table(
            "PIXELS",
            DataTypes.createArrayType(DataTypes.createArrayType(channels)),
            image -> rows(image, value -> List.of((short) value)));

    assertScored("--images", table);
  }

  @Test
  void arraysOfRowsOfSeveralLengthsAreBadRecords() {
    DataType ints = DataTypes.createArrayType(DataTypes.IntegerType);
    Path table =
        table(
            "image",
            DataTypes.createArrayType(ints),
            image -> {
              List<Object> rows = rows(image, value -> value);
              if (image == 1) {
                rows.set(2, List.of(1, 2, 3));
              }
              if (image == 2) {
                rows.set(2, null);
              }
              if (image == 3) {
                rows.remove(27);
              }
              return rows;
            });
    Path output = dir.resolve("predictions");

    CommandRun run = CommandRun.of("--images", table, "--mode", "PERMISSIVE", "--output", output);

    assertTrue(run.err().contains("; 3 of 40 records refused; "), run.err());
    assertEquals(
        Arrays.asList(
            null,
            "expected rows of one length, found one of 3 after one of 28",
            "expected a number, found none as value 56",
            "expected 784 values, found 756"),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .orderBy("index")
            .select("_corrupt_record")
            .takeAsList(4)
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }
}
