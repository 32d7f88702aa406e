package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits in the middle of larger pictures are predicted as the digits alone. */
class PicturesScoredTest extends MnistTables {
  private static final int COUNT = 40;
  private static final int LEFT = 7;
  private static final int TOP = 2;

  /** A digit between stripes, each pixel of it a square of so many. */
  private static byte[] framed(int image, int scale) throws IOException {
    byte[] digit = bytes(image);
    int width = 28 + 2 * LEFT;
    int height = 28 + 2 * TOP;
    BufferedImage picture =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int column = x / scale - LEFT;
        int row = y / scale - TOP;
        boolean isInside = column >= 0 && column < 28 && row >= 0 && row < 28;
        int grey = isInside ? digit[row * 28 + column] & 0xff : 255 * (x & 1);
        picture.setRGB(x, y, 0x010101 * grey);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private Path files(int scale) throws IOException {
    Path files = Files.createDirectories(dir.resolve("pictures"));
    for (int i = 0; i < COUNT; i++) {
      Files.write(files.resolve("%03d.png".formatted(i)), framed(i, scale));
    }
    return files;
  }

  private Path huggingFace(int scale) throws IOException {
    StructType struct =
        new StructType().add("bytes", DataTypes.BinaryType).add("path", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      rows.add(RowFactory.create(RowFactory.create(framed(i, scale), null)));
    }
    return table(new StructType().add("image", struct), rows, "parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|--crop 28|in grey, not resized, then the middle 28x28,",
        "3|--resize 32|in grey, shorter side to 32 (nearest), then the middle 28x28,",
        "3|--resize 42x32 --crop 28x28|in grey, to 42x32 (nearest), then the middle 28x28,",
      })
  void theMiddleIsPredictedAsTheDigit(int scale, String options, String said) throws IOException {
    List<String> args = new ArrayList<>(List.of(options.split(" ", -1)));
    if (scale > 1) {
      args.addAll(List.of("--interpolation", "nearest"));
    }
    assertPredicted(files(scale), args, "pixels " + said + " divided by 255");
    assertPredicted(huggingFace(scale), args, "pixels " + said + " divided by 255");
  }

  private void assertPredicted(Path images, List<String> options, String said) {
    Path output = dir.resolve("scored-" + images.getFileName());
    List<Object> args = new ArrayList<>(List.of("--images", images, "--output", output));
    args.addAll(options);

    CommandRun run = CommandRun.of(args.toArray());

    assertEquals(0, run.status(), run.err());
    assertEquals(said, run.summary().split("; ", -1)[1]);
    int[] found =
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .sort("file", "index")
            .select("prediction")
            .collectAsList()
            .stream()
            .mapToInt((Row row) -> row.getInt(0))
            .toArray();
    assertArrayEquals(Arrays.copyOf(Golden.predictions(), COUNT), found);
  }

  @Test
  void aSizeThatTheNetworkDoesNotTakeIsRefused() throws IOException {
    CommandRun.of("--images", files(1), "--resize", "32", "--crop", "20")
        .assertFailure(
            2, "Invalid --crop: expected 28x28, as the network takes 784 values, found 20x20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--resize 28", "--crop 28", "--interpolation bicubic", "--channels grey"})
  void pixelsThatHaveTheNetworksSizeAreNotPrepared(String option) throws IOException {
    String[] words = option.split(" ", -1);
    Path csv = kaggle(false);

    CommandRun.of("--images", csv, words[0], words[1])
        .assertFailure(
            2,
            "Invalid %s: expected pictures, such as PNG and JPEG files, found pixels of the network's size in %s; leave it out"
                .formatted(words[0], csv));
  }
}
