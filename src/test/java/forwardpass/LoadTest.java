package forwardpass;

import static forwardpass.source.idx.IdxFixture.floatImages;
import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {
  @TempDir Path dir;

  /** All of a run's stdout, where nothing went wrong. */
  private static String out(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  /** 60 training images and 10 test images, in MNIST's four files. */
  private void writeMnist() {
    write(dir.resolve("train-images-idx3-ubyte"), images(60, 28, 28));
    write(dir.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(60, 10)));
    write(dir.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(10, 28, 28)));
    write(dir.resolve("t10k-labels-idx1-ubyte"), labels(10, 8));
  }

  @Test
  void withoutOptionsItIsTheTestSetAndAWordAboutTheTrainingSet() {
    CommandRun run = CommandRun.of("load");

    assertEquals(
        """
        x_test   (10000, 784)         float32 0.0..1.0
        t_test   (10000,)             uint8 0..9
        """,
        run.out());
    assertEquals(
        "No training set in %s: neither train-images-idx3-ubyte nor train-labels-idx1-ubyte is there, gzipped or not; the test set alone\n"
            .formatted(SharedSpark.DATA),
        run.err());
    assertEquals(0, run.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|(60, 784)|float32 0.0..1.0|(60,)|uint8 0..9|(10, 784)|(10,)|uint8 0..7",
        "--normalize --flatten --no-one-hot|(60, 784)|float32 0.0..1.0|(60,)|uint8 0..9|(10, 784)|(10,)|uint8 0..7",
        "--no-normalize|(60, 784)|uint8 0..255|(60,)|uint8 0..9|(10, 784)|(10,)|uint8 0..7",
        "--no-flatten|(60, 1, 28, 28)|float32 0.0..1.0|(60,)|uint8 0..9|(10, 1, 28, 28)|(10,)|uint8 0..7",
        "--one-hot|(60, 784)|float32 0.0..1.0|(60, 10)|float64 0.0..1.0|(10, 784)|(10, 10)|float64 0.0..1.0",
      })
  void theFourFilesAreFourArrays(
      String options,
      String trainImages,
      String pixels,
      String trainLabels,
      String trainClasses,
      String testImages,
      String testLabels,
      String testClasses) {
    writeMnist();
    List<Object> args = new ArrayList<>(List.of("load", "--data", dir));
    if (options != null) {
      args.addAll(List.of(options.split(" ")));
    }

    CommandRun run = CommandRun.of(args.toArray());

    assertEquals(
        String.join(
            "\n",
            "x_train  %-19s  %s".formatted(trainImages, pixels),
            "t_train  %-19s  %s".formatted(trainLabels, trainClasses),
            "x_test   %-19s  %s".formatted(testImages, pixels),
            "t_test   %-19s  %s".formatted(testLabels, testClasses),
            ""),
        run.out());
    assertEquals("", run.err());
    assertEquals(0, run.status());
  }

  /** numpy.float32(10) / 255 is 0.039215688. */
  @Test
  void rangesAreThoseOfTheValuesThatAreThere() {
    byte[] file = images(2, 2, 2); // 0 to 3, and 7 to 10
    Path images = write(dir.resolve("images"), file);
    Path labels = write(dir.resolve("labels"), labels(2, 10));

    assertEquals(
        """
        x        (2, 4)               float32 0.0..0.039215688
        """,
        out("load", "--images", images));
    assertEquals(
        """
        x        (2, 1, 2, 2)         uint8 0..10
        t        (2,)                 uint8 0..1
        """,
        out("load", "--images", images, "--labels", labels, "--no-normalize", "--no-flatten"));
  }

  @Test
  void floatsAreTakenAsTheyAreUnlessDivided() {
    Path images = write(dir.resolve("images"), floatImages(2, 3, 3)); // 0 to 2

    assertEquals(
        "x        (2, 9)               float32 0.0..2.0\n", out("load", "--images", images));
    assertEquals(
        "x        (2, 9)               float32 0.0..0.007843138\n",
        out("load", "--images", images, "--normalize"));
  }

  @Test
  void noImagesHaveNoRange() {
    Path images = write(dir.resolve("images"), images(0, 2, 2));

    assertEquals(
        "x        (0, 4)               float32, no values\n", out("load", "--images", images));
  }

  @Test
  void labelsThatAreNoDigitsHaveNoOneHotRows() {
    Path images = write(dir.resolve("images"), images(12, 2, 2));
    Path labels = write(dir.resolve("labels"), labels(12, 12));

    CommandRun.of("load", "--images", images, "--labels", labels, "--one-hot")
        .assertFailure(
            3,
            "Unsupported: %s: expected labels from 0 to 9 with --one-hot, found 0 to 11; leave out --one-hot"
                .formatted(labels));
  }

  @Test
  void aTrainingSetOfOneFileIsNotPassedOver() {
    writeMnist();
    assertTrue(dir.resolve("train-labels-idx1-ubyte.gz").toFile().delete());

    CommandRun.of("load", "--data", dir)
        .assertFailure(
            3,
            "Cannot read %s/train-labels-idx1-ubyte: expected it there, or train-labels-idx1-ubyte.gz, found neither; name the directory of MNIST's files with --data"
                .formatted(dir));
  }

  @Test
  void damagedFilesGiveNoShapes() {
    writeMnist();
    byte[] zipped = gzip(images(10, 28, 28));
    zipped[zipped.length - 6] ^= 1; // in the checksum
    Path damaged = write(dir.resolve("t10k-images-idx3-ubyte.gz"), zipped);

    CommandRun run = CommandRun.of("load", "--data", dir);

    assertEquals("", run.out());
    assertTrue(run.err().startsWith("Corrupt: " + damaged + ", gzip, after "), run.err());
    assertEquals(3, run.status());
  }

  @Test
  void bytesAfterTheLastImageAreRefused() {
    byte[] file = images(2, 2, 2);
    Path images = write(dir.resolve("images.gz"), gzip(Arrays.copyOf(file, file.length + 1)));

    CommandRun.of("load", "--images", images)
        .assertFailure(
            3,
            "Corrupt: %s, byte 24: expected the end of the file after 2 items, found more bytes; check the header's count or cut the file"
                .formatted(images));
  }
}
