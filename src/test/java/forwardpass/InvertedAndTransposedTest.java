package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.UsageException;
import forwardpass.spark.IdxFixture;
import forwardpass.spark.Preparation;
import forwardpass.spark.SharedSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The test set on light paper and on its side is predicted as it was. */
class InvertedAndTransposedTest {
  private static final int COUNT = 200;
  private static final int SIDE = 28;
  private static final int SIZE = SIDE * SIDE;

  @TempDir Path dir;

  private final byte[] pixels = new byte[COUNT * SIZE];

  /** Of each image, pixel (x, y) is what (y, x) was, from white. */
  @BeforeEach
  void turn() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz")))) {
      in.skipNBytes(16);
      for (int at = 0; at < pixels.length; at += SIZE) {
        byte[] image = in.readNBytes(SIZE);
        for (int i = 0; i < SIZE; i++) {
          pixels[at + i % SIDE * SIDE + i / SIDE] = (byte) (255 - image[i]);
        }
      }
    }
  }

  private static List<Integer> predictions(Path output) {
    return SharedSpark.session()
        .read()
        .parquet(output.toString())
        .sort("file", "index")
        .toJavaRDD()
        .map(row -> row.<Integer>getAs("prediction"))
        .collect();
  }

  private List<Integer> expected() {
    Path output = dir.resolve("expected");
    assertEquals(0, CommandRun.of("score", "--output", output).status());
    return predictions(output).subList(0, COUNT);
  }

  private void assertPredicted(Path images, String summary) {
    Path output = dir.resolve("scored");
    CommandRun run =
        CommandRun.of("score", "--images", images, "--invert", "--transpose", "--output", output);

    assertEquals(0, run.status(), run.err());
    assertTrue(run.summary().contains(summary), run.summary());
    assertEquals(expected(), predictions(output));
  }

  @Test
  void ofBytes() {
    assertPredicted(
        IdxFixture.write(
            dir.resolve("bytes"),
            IdxFixture.bytes(0x08, new int[] {COUNT, SIDE, SIDE}, out -> out.write(pixels))),
        "divided by 255, rows and columns exchanged, inverted");
  }

  @Test
  void ofFloats() {
    assertPredicted(
        IdxFixture.write(
            dir.resolve("floats"),
            IdxFixture.bytes(
                0x0d,
                new int[] {COUNT, SIDE, SIDE},
                out -> {
                  for (byte pixel : pixels) {
                    out.writeFloat((pixel & 0xff) / 255f);
                  }
                })),
        "as they are, rows and columns exchanged, inverted");
  }

  @Test
  void ofImageFiles() throws IOException {
    Path files = Files.createDirectories(dir.resolve("files"));
    for (int i = 0; i < COUNT; i++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, SIDE, SIDE, copy(i));
      ImageIO.write(image, "png", files.resolve("%03d.png".formatted(i)).toFile());
    }

    assertPredicted(files, "divided by 255, rows and columns exchanged, inverted");
  }

  private byte[] copy(int image) {
    return Arrays.copyOfRange(pixels, image * SIZE, (image + 1) * SIZE);
  }

  @Test
  void valuesThatAreNoSquareAreNotTransposed() {
    PreparationOptions options =
        CommandLine.populateCommand(new PreparationOptions(), "--transpose");

    assertEquals(new Preparation(false, 1, 28, 28), options.square(784, 1));
    UsageException e = assertThrows(UsageException.class, () -> options.square(783, 1));
    assertEquals(
        "Invalid --transpose: expected images with rows and columns, or as many values as a square has, found 783; give it IDX files with both",
        e.getMessage());
  }
}
