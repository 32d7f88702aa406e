package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which column of a table has the images, what is in it, and whether it is divided by 255. */
class TableColumnsTest extends MnistTables {
  private static final int FEW = 40;

  private Path table(String column, DataType type, IntFunction<Object> image) {
    StructType schema = new StructType().add("label", DataTypes.IntegerType).add(column, type);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < FEW; i++) {
      rows.add(RowFactory.create((int) labels[i], image.apply(i)));
    }
    return table(schema, rows, "parquet");
  }

  private static int right() {
    int[] predictions = Golden.predictions();
    int right = 0;
    for (int i = 0; i < FEW; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    return right;
  }

  private static CommandRun assertScored(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().endsWith("; %d of %d right\n".formatted(right(), FEW)), run.err());
    return run;
  }

  private static int pixel(int image, int i) {
    return pixels[image * PIXELS + i] & 0xff;
  }

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

  private static DataType imageStruct() {
    return new StructType()
        .add("origin", DataTypes.StringType)
        .add("height", DataTypes.IntegerType)
        .add("width", DataTypes.IntegerType)
        .add("nChannels", DataTypes.IntegerType)
        .add("mode", DataTypes.IntegerType)
        .add("data", DataTypes.BinaryType);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "3,16", "4,24"})
  void sparksStructsOfImagesAreScored(int channels, int mode) {
    Path table =
        table(
            "image",
            imageStruct(),
            image -> {
              byte[] data = new byte[PIXELS * channels];
              for (int i = 0; i < data.length; i++) {
                boolean isOpacity = i % channels == 3;
                data[i] = (byte) (isOpacity ? 0xff : pixel(image, i / channels));
              }
              return RowFactory.create("file:/a.png", 28, 28, channels, mode, data);
            });

    assertScored("--images", table);
  }

  @Test
  void structsOfImagesThatAreNoneAreBadRecords() {
    StructType schema = new StructType().add("image", imageStruct());
    Path table =
        table(
            schema,
            List.of(
                RowFactory.create(RowFactory.create("a", -1, -1, -1, -1, new byte[0])),
                RowFactory.create(RowFactory.create("a", 28, 28, 3, 21, new byte[784 * 3])),
                RowFactory.create(RowFactory.create("a", 28, 28, 2, 8, new byte[784 * 2])),
                RowFactory.create(RowFactory.create("a", 28, 28, 3, 16, new byte[784])),
                RowFactory.create((Object) null),
                RowFactory.create(RowFactory.create("a", 1, 2, 3, 16, new byte[6]))),
            "parquet");
    Path output = dir.resolve("predictions");

    CommandRun.of("--images", table, "--mode", "PERMISSIVE", "--output", output);

    assertEquals(
        Arrays.asList(
            "expected an image, found one that Spark could not read",
            "expected pixels of unsigned bytes, found floats",
            "expected 1, 3 or 4 channels, found 2",
            "expected 28 × 28 pixels of 3 channels, found 784 bytes",
            "expected an image, found null",
            null),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .orderBy("index")
            .select("_corrupt_record")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  /** As Spark's binaryFile has them. */
  @Test
  void bytesThatBeginAsImageFilesDoAreDecoded() {
    Path table = table("content", DataTypes.BinaryType, MnistTables::png);

    assertEquals(
        "Images: 1 Parquet file; pixels of the encoded images in column content divided by 255; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void bytesOfTheNetworksLengthThatBeginAsNoImageDoesAreRawPixels() {
    Path table = table("content", DataTypes.BinaryType, MnistTables::bytes);

    assertEquals(
        "Images: 1 Parquet file; raw pixels in column content divided by 255; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void columnsAreFoundWhateverTheirCapitals() {
    Path table = table("IMG", DataTypes.BinaryType, MnistTables::bytes);

    assertScored("--images", table);
    assertScored("--images", table, "--features-column", "Img");
  }

  @Test
  void imagesThatArePathsOnlyAreNamedAsThat() throws IOException {
    StructType struct =
        new StructType().add("bytes", DataTypes.BinaryType).add("path", DataTypes.StringType);
    Path table = table("image", struct, i -> RowFactory.create(null, "digits/%d.png".formatted(i)));
    Path file;
    try (var files = Files.newDirectoryStream(table, "*.parquet")) {
      file = files.iterator().next();
    }

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: record 0 of file:%s: expected the bytes of an image, found only the path digits/0.png; store the bytes in the table, or score the directory of those files, or leave such records out with --mode DROPMALFORMED"
                .formatted(file));
  }

  @Test
  void encodedImagesThatAreNotReadAreNamedAsThat() throws IOException {
    byte[] webp = "RIFF    WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
    Path table = table("image", DataTypes.BinaryType, i -> webp);
    Path file;
    try (var files = Files.newDirectoryStream(table, "*.parquet")) {
      file = files.iterator().next();
    }

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: record 0 of file:%s: expected a PNG, JPEG, BMP or GIF image, found WebP; convert it to PNG or JPEG, or leave such records out with --mode DROPMALFORMED"
                .formatted(file));
  }

  @Test
  void aColumnOfTextIsNamedAsThat() {
    Path table = table("image", DataTypes.StringType, i -> "digits/%d.png".formatted(i));

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: %s: expected column image to have images or numbers, found text, first digits/0.png; if these are the paths of images, store the images' bytes in the table, or score the directory that they are in"
                .formatted(table));
  }

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
