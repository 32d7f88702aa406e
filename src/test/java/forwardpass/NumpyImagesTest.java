package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in files that NumPy wrote; see make_arrays.py beside them. */
class NumpyImagesTest {
  private static final int IMAGES = 10;

  @TempDir Path dir;

  private Path fixture(String name) throws IOException {
    return fixture(name, name);
  }

  private Path fixture(String name, String as) throws IOException {
    try (InputStream in = NumpyImagesTest.class.getResourceAsStream("/arrays/" + name)) {
      return Files.write(dir.resolve(as), in.readAllBytes());
    }
  }

  private List<Row> scored(CommandRun run, Path output) {
    assertEquals(0, run.status(), run.err());
    return SharedSpark.session()
        .read()
        .parquet(output.toString())
        .orderBy("file", "index")
        .collectAsList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stored.npz|pixels divided by 255; labels from y_test.npy",
        "deflated.npz|pixels divided by 255; labels from labels.npy",
        "big_endian.npz|pixels as they are; labels from arr_1.npy",
        "doubles.npz|pixels as they are; no labels",
        "integers.npz|pixels divided by 255; labels from y.npy",
        "alone.npy|pixels divided by 255; no labels"
      })
  void predictionsAreNumPys(String name, String summary) throws IOException {
    Path images = fixture(name);
    Path output = dir.resolve("out");

    CommandRun run =
        CommandRun.of("--images", images, "--output", output, "--batch-size", 3, "--probabilities");

    assertEquals("Images: 1 NumPy file; " + summary, run.summary());
    List<Row> rows = scored(run, output);
    assertEquals(IMAGES, rows.size());
    int[] predictions = Golden.predictions();
    double[][] probabilities = Golden.probabilities();
    for (int i = 0; i < IMAGES; i++) {
      Row row = rows.get(i);
      assertEquals("file:" + images, row.getString(0));
      assertEquals(i, row.getLong(1));
      assertEquals(summary.contains("no labels"), row.isNullAt(2));
      assertEquals(predictions[i], row.getInt(3));
      List<Float> all = row.getList(5);
      for (int k = 0; k < all.size(); k++) {
        assertEquals(probabilities[i][k], all.get(k), 1e-5);
      }
    }
  }

  @Test
  void filesOfADirectoryAreScoredTogether() throws IOException {
    fixture("stored.npz", "a.npz");
    fixture("deflated.npz", "b.npz");
    Files.writeString(dir.resolve("README.md"), "digits");

    CommandRun run = CommandRun.of("--images", dir);

    assertEquals(
        "Images: 2 NumPy files; pixels divided by 255; labels from y_test.npy", run.summary());
    run.assertAccuracy("1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one_hot.npz|Unsupported: file:%s, y.npy: expected a label for each image, [n], found f8 [10, 10]; save numpy.argmax(y, axis=1) of labels that are one-hot",
        "fewer.npz|Corrupt: file:%s, y.npy: expected as many labels as images, 10, found 9; write the file again",
        "fortran.npz|Unsupported: file:%s, x.npy: expected integers or float32 or float64, row by row, found an array in Fortran's order; save numpy.ascontiguousarray of it",
        "objects.npz|Unsupported: file:%s, x.npy: expected integers or float32 or float64, row by row, found an array of Python objects or of records; save it as an array of numbers, with numpy.stack for images of one size",
        "weights.npz|Unsupported: file:%s: expected images as one of x_test, x, images, arr_0, found W1, b1; give weights with --weights, or name the arrays so with numpy.savez",
        "none.npy|Cannot score file:%s: expected at least one image, found none; check the path",
        "small.npz|Unsupported: file:%s, x.npy: expected images of 784 values, as the network takes, found u1 [10, 14, 14]; give images of the network's size"
      })
  void whatCannotBeScoredIsRefused(String name, String message) throws IOException {
    Path file = fixture(name);

    CommandRun.of("--images", file).assertFailure(3, message.formatted(file));
  }

  private void assertDamaged(String start, String end, byte[] bytes, String name)
      throws IOException {
    Path file = Files.write(dir.resolve(name), bytes);

    CommandRun run = CommandRun.of("--images", file);

    assertEquals(3, run.status(), run.err());
    String message = run.err().lines().reduce((first, last) -> last).orElseThrow();
    assertEquals(start.formatted(file), message.substring(0, start.formatted(file).length()));
    assertEquals(end, message.substring(message.length() - end.length()));
  }

  @Test
  void damageIsNamed() throws IOException {
    byte[] npy = Files.readAllBytes(fixture("alone.npy"));
    assertDamaged(
        "Truncated: file:%s: expected u1 [10, 28, 28], found its end after 5 of them",
        "; copy the file again", Arrays.copyOf(npy, 128 + 5 * 784 + 9), "cut.npy");
    assertDamaged(
        "Truncated: file:%s: expected the header of a NumPy array, found 60 bytes",
        "; copy it again", Arrays.copyOf(npy, 60), "header.npy");
    assertDamaged(
        "Corrupt: file:%s: expected u1 [10, 28, 28], found more bytes behind it",
        "; write it again", Arrays.copyOf(npy, npy.length + 1), "more.npy");
    byte[] npz = Files.readAllBytes(fixture("stored.npz"));
    assertDamaged(
        "Truncated or corrupt: file:%s: expected the directory of a zip at its end, found none that is whole",
        "; copy it again", Arrays.copyOf(npz, npz.length - 100), "cut.npz");
    byte[] flipped = Files.readAllBytes(fixture("deflated.npz"));
    flipped[flipped.length / 2] ^= 0x10;
    assertDamaged(
        "Corrupt: file:%s, images.npy: expected u1 [10, 784], found ",
        "; copy the file again", flipped, "flipped.npz");
    npz[6000] ^= 1;
    npz[12000] ^= 1;
    assertDamaged(
        "Corrupt: file:%s, x_test.npy: expected u1 [10, 28, 28], found another checksum, after 10 of them",
        "; copy the file again", npz, "stored.npz");
  }

  @Test
  void badImagesAndLabelsAreBadRecords() throws IOException {
    Path labels = fixture("class_10.npz");
    Path pixels = fixture("not_finite.npz");

    Path refused = dir.resolve("refused");

    CommandRun.of("--images", labels, "--mode", "DROPMALFORMED").assertAccuracy("1.0");
    CommandRun run =
        CommandRun.of("--images", pixels, "--mode", "DROPMALFORMED", "--refused", refused);
    run.assertAccuracy("1.0");
    assertEquals(
        List.of(
            RowFactory.create(
                "file:" + pixels, 7L, "expected finite numbers, found NaN as value 88")),
        SharedSpark.session().read().parquet(refused.toString()).collectAsList());
    assertEquals(
        "1 of 10 records refused; 9 of 9 right",
        run.err()
            .lines()
            .filter(line -> line.contains("refused"))
            .findFirst()
            .orElseThrow()
            .replaceAll(".*; (1 of)", "$1"));
    CommandRun failed = CommandRun.of("--images", pixels);
    assertEquals(
        "Corrupt: record 7 of file:%s: expected finite numbers, found NaN as value 88; correct it, or leave such records out with --mode DROPMALFORMED"
            .formatted(pixels),
        failed.err().lines().reduce((first, last) -> last).orElseThrow());
    assertEquals(3, failed.status());
  }

  @Test
  void aFormatThatIsNamedIsRead() throws IOException {
    Path images = fixture("stored.npz", "digits");

    CommandRun.of("--images", images, "--format", "npz").assertAccuracy("1.0");
    List<String> message =
        new ArrayList<>(CommandRun.of("--images", images).err().lines().toList());
    assertEquals(true, message.get(0).toLowerCase(Locale.ROOT).contains("zip"), message.toString());
  }
}
