package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --deterministic} what is written of an image depends on that image alone. */
class DeterministicScoreTest {
  private static final int IMAGES = 230;

  @TempDir Path dir;

  private int runs;

  /** What is written of each image of a file: the class, and all outputs to the bit. */
  private Map<Long, String> rows(Path images, Object... args) {
    Path output = dir.resolve("out" + runs++);
    Object[] all = {"--images", images, "--output", output, "--probabilities", "--deterministic"};
    CommandRun run =
        CommandRun.of(Stream.concat(Arrays.stream(all), Arrays.stream(args)).toArray());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains(" with Java in one order; no labels"), run.err());
    Map<Long, String> rows = new TreeMap<>();
    for (Row row :
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("index", "prediction", "probability", "probabilities")
            .collectAsList()) {
      rows.put(row.getLong(0), described(row));
    }
    assertEquals(IMAGES, rows.size());
    return rows;
  }

  /** As Java writes floats, which is another text for each. */
  private static String described(Row row) {
    List<Float> probabilities = row.getList(3);
    assertEquals(10, probabilities.size());
    return "%d %s %s".formatted(row.getInt(1), row.getFloat(2), probabilities);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void batchesAndPartitionsChangeNothing(boolean areFloats) {
    Path images =
        IdxFixture.write(
            dir.resolve("images"),
            areFloats ? IdxFixture.floatImages(IMAGES, 28, 28) : IdxFixture.images(IMAGES, 28, 28));
    Map<Long, String> expected = rows(images, "--batch-size", 100, "--partitions", 1);

    assertEquals(expected, rows(images, "--batch-size", 1, "--partitions", 2));
    assertEquals(expected, rows(images, "--batch-size", 7, "--partitions", 5));
    assertEquals(expected, rows(images, "--batch-size", 100, "--partitions", 1));
    assertEquals(expected, rows(images));
  }

  /** Pixel k of image i is 7i + k, from the last image to the first. */
  @Test
  void theOrderOfImagesChangesNothing() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 28, 28));
    Path reversed =
        IdxFixture.write(
            dir.resolve("reversed"),
            IdxFixture.bytes(
                0x08,
                new int[] {IMAGES, 28, 28},
                out -> {
                  for (int i = IMAGES - 1; i >= 0; i--) {
                    for (int k = 0; k < 28 * 28; k++) {
                      out.writeByte(7 * i + k);
                    }
                  }
                }));

    Map<Long, String> backwards = rows(reversed, "--batch-size", 33);
    Map<Long, String> turned = new TreeMap<>();
    IntStream.range(0, IMAGES)
        .forEach(i -> turned.put((long) i, backwards.get((long) IMAGES - 1 - i)));
    assertEquals(rows(images), turned);
  }
}
