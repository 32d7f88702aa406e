package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that are stored as text. */
class Base64ColumnsTest extends FewImages {
  /** Ways to write the bytes of an image. */
  enum Written {
    PLAIN,
    WITHOUT_PADDING,
    FOR_URLS,
    IN_LINES,
    DATA_URL;

    String of(byte... image) {
      return switch (this) {
        case PLAIN -> Base64.getEncoder().encodeToString(image);
        case WITHOUT_PADDING -> Base64.getEncoder().withoutPadding().encodeToString(image);
        case FOR_URLS -> Base64.getUrlEncoder().encodeToString(image);
        case IN_LINES -> Base64.getMimeEncoder().encodeToString(image);
        case DATA_URL -> "data:image/png;base64," + PLAIN.of(image);
      };
    }
  }

  private Path texts(IntFunction<Object> text) {
    return table("image", DataTypes.StringType, text);
  }

  @ParameterizedTest
  @EnumSource
  void encodedImagesAreDecoded(Written written) {
    Path table = texts(i -> written.of(png(i)));

    assertEquals(
        "Images: 1 Parquet file; pixels of the encoded images in column image (Base64) divided by 255; labels from column label",
        assertScored("--images", table).summary());
  }

  @Test
  void bytesOfTheNetworksLengthAreRawPixels() {
    Path table = texts(i -> Written.PLAIN.of(bytes(i)));

    assertEquals(
        "Images: 1 Parquet file; raw pixels in column image (Base64) divided by 255; labels from column label",
        assertScored("--images", table).summary());
  }

  /** JSON has no bytes: Spark writes Base64. */
  @Test
  void whatSparkMakesOfBytesInJsonIsScored() {
    StructType schema =
        new StructType().add("label", DataTypes.IntegerType).add("image", DataTypes.BinaryType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < FEW; i++) {
      rows.add(RowFactory.create((int) labels[i], png(i)));
    }

    assertScored("--images", table(schema, rows, "json"), "--format", "json");
  }

  @Test
  void textThatIsNoneIsABadRecord() {
    String good = Written.PLAIN.of(bytes(0));
    Path table =
        table(
            new StructType().add("image", DataTypes.StringType),
            List.of(
                RowFactory.create(good),
                RowFactory.create("digits/1.png"),
                RowFactory.create(good.substring(0, good.length() - 4)),
                RowFactory.create(good.substring(0, good.length() - 1) + '*'),
                RowFactory.create((Object) null)),
            "parquet");
    Path output = dir.resolve("predictions");

    CommandRun.of("--images", table, "--mode", "PERMISSIVE", "--output", output);

    assertEquals(
        Arrays.asList(
            null,
            "expected Base64, found digits/1.png",
            "expected 784 values, found 783",
            "expected Base64, found " + good.substring(0, 40) + "...",
            "expected an image, found null"),
        reasons(output));
  }

  @Test
  void textOfOtherBytesIsNoImage() {
    Path table = texts(i -> "bm8gaW1hZ2U=");

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: %s: expected column image to have images or numbers, found text, first bm8gaW1hZ2U=; if these are the paths of images, store the images' bytes in the table, or score the directory that they are in"
                .formatted(table));
  }
}
