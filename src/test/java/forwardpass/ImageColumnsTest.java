package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column of images: structs, encoded ones, raw pixels; and what is none. */
class ImageColumnsTest extends FewImages {
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
        reasons(output));
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
}
