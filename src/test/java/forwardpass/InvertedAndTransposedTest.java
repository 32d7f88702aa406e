package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.source.idx.IdxFixture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that are turned, in every way to store them, are predicted as NumPy does it. */
class InvertedAndTransposedTest extends MnistTables {
  private static final int COUNT = 100;
  private static final int SIDE = 28;

  /** How images are stored, and what the line before the work says of their values. */
  private enum Form {
    IDX_OF_BYTES("pixels divided by 255") {
      @Override
      Path write(byte[][] images, Path dir) {
        return idx(
            0x08,
            dir,
            out -> {
              for (byte[] image : images) {
                out.write(image);
              }
            });
      }
    },
    IDX_OF_FLOATS("pixels as they are") {
      @Override
      Path write(byte[][] images, Path dir) {
        return idx(
            0x0d,
            dir,
            out -> {
              for (byte[] image : images) {
                for (byte pixel : image) {
                  out.writeFloat((pixel & 0xff) / 255f);
                }
              }
            });
      }
    },
    CSV_OF_BYTES("no header, values divided by 255") {
      @Override
      Path write(byte[][] images, Path dir) throws IOException {
        return csv(images, 1, dir);
      }
    },
    CSV_OF_SHARES(
        "no header, values as they are (none of the first 1,000 records has any above 1)") {
      @Override
      Path write(byte[][] images, Path dir) throws IOException {
        return csv(images, 255, dir);
      }
    },
    IMAGE_FILES("pixels divided by 255") {
      @Override
      Path write(byte[][] images, Path dir) throws IOException {
        Path files = Files.createDirectories(dir.resolve("files"));
        for (int i = 0; i < images.length; i++) {
          BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
          image.getRaster().setDataElements(0, 0, SIDE, SIDE, images[i]);
          ImageIO.write(image, "png", files.resolve("%03d.png".formatted(i)).toFile());
        }
        return files;
      }
    };

    private final String values;

    Form(String values) {
      this.values = values;
    }

    abstract Path write(byte[][] images, Path dir) throws IOException;

    private static Path idx(int type, Path dir, IdxFixture.Body body) {
      return IdxFixture.write(
          dir.resolve("images"), IdxFixture.bytes(type, new int[] {COUNT, SIDE, SIDE}, body));
    }

    private static Path csv(byte[][] images, int white, Path dir) throws IOException {
      StringBuilder text = new StringBuilder();
      for (byte[] image : images) {
        for (int i = 0; i < PIXELS; i++) {
          int pixel = image[i] & 0xff;
          text.append(i == 0 ? "" : ",").append(white == 1 ? "" + pixel : "" + pixel / 255f);
        }
        text.append('\n');
      }
      return Files.writeString(dir.resolve("images.csv"), text);
    }
  }

  /** Pixel (x, y) is what (y, x) was. */
  private static byte[] onItsSide(byte[] image) {
    byte[] turned = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      turned[i % SIDE * SIDE + i / SIDE] = image[i];
    }
    return turned;
  }

  private static byte[] onWhite(byte[] image) {
    byte[] white = image.clone();
    for (int i = 0; i < PIXELS; i++) {
      white[i] = (byte) (255 - image[i]);
    }
    return white;
  }

  private static byte[][] images() {
    byte[][] images = new byte[COUNT][];
    Arrays.setAll(images, image -> bytes(image));
    return images;
  }

  private void assertPredicted(
      int[] expected, Form stored, byte[][] images, String said, String... options)
      throws IOException {
    Path output = dir.resolve("scored");
    List<Object> args =
        new ArrayList<>(
            List.of("score", "--images", stored.write(images, dir), "--output", output));
    args.addAll(List.of(options));

    CommandRun run = CommandRun.of(args.toArray());

    assertEquals(0, run.status(), run.err());
    assertEquals(stored.values + said, run.summary().split("; ", -1)[1]);
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
    assertArrayEquals(Arrays.copyOf(expected, COUNT), found);
  }

  @ParameterizedTest
  @EnumSource
  void thoseOnTheirSideAndOnWhiteArePredictedAsTheTestSetIs(Form stored) throws IOException {
    byte[][] images = images();
    for (int i = 0; i < COUNT; i++) {
      images[i] = onItsSide(onWhite(images[i]));
    }
    assertPredicted(
        Golden.predictions(),
        stored,
        images,
        ", rows and columns exchanged, inverted",
        "--invert",
        "--transpose");
  }

  @ParameterizedTest
  @EnumSource(names = {"IDX_OF_BYTES", "CSV_OF_SHARES"})
  void invertShowsTheNetworkTheOppositeShades(Form stored) throws IOException {
    assertPredicted(Golden.inverted(), stored, images(), ", inverted", "--invert");
  }

  @ParameterizedTest
  @EnumSource(names = {"IDX_OF_FLOATS", "CSV_OF_BYTES"})
  void transposeShowsTheNetworkColumnsForRows(Form stored) throws IOException {
    assertPredicted(
        Golden.transposed(), stored, images(), ", rows and columns exchanged", "--transpose");
  }
}
