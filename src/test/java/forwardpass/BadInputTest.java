package forwardpass;

import static forwardpass.source.idx.IdxFixture.bytes;
import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import forwardpass.nn.Tensor;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad images, labels and weights as the user meets them: whether the driver finds them or a task
 * does, there is one message, an exit status, and no accuracy. What each format refuses in detail
 * is tested beside its reader.
 */
class BadInputTest {
  @TempDir Path dir;

  private CommandRun score(byte[] images, byte[] labels) {
    return CommandRun.of(
        "--images",
        write(dir.resolve("images"), images),
        "--labels",
        write(dir.resolve("labels"), labels));
  }

  private String uri(String name) {
    return "file:" + dir.resolve(name);
  }

  @Test
  void aMissingFileIsNamed() {
    Path nothing = dir.resolve("nothing");

    CommandRun.of("--images", nothing)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, directory or glob, found nothing there; check the path"
                .formatted(nothing));
  }

  @Test
  void anEmptyDirectoryIsNamed() {
    CommandRun.of("--images", dir)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, found an empty directory; check the path"
                .formatted(dir));
  }

  @Test
  void aFileSystemThatIsNotThereIsNamed() {
    CommandRun.of("--images", "nosuchfs://host/images")
        .assertFailure(
            3,
            "Cannot read nosuchfs://host/images: No FileSystem for scheme \"nosuchfs\"; check the path and your permissions");
  }

  @Test
  void truncatedImagesAreRefusedBeforeAnyAreScored() {
    byte[] whole = images(100, 28, 28);

    score(Arrays.copyOf(whole, 16 + 784 * 60 + 5), labels(100, 10))
        .assertFailure(
            3,
            "Truncated: %s, byte 47061, in item 60 of 100: expected 78416 bytes, found 47061; copy the file again"
                .formatted(uri("images")));
  }

  @Test
  void gzippedImagesThatAreTruncatedInsideAreRefusedByTheTask() {
    byte[] whole = images(100, 28, 28);

    score(gzip(Arrays.copyOf(whole, 16 + 784 * 60 + 5)), labels(100, 10))
        .assertFailure(
            3,
            "Truncated: %s, byte 47061, in item 60 of 100: expected 78416 bytes, found 47061; copy the file again"
                .formatted(uri("images")));
  }

  @Test
  void gzipCutShortIsRefusedByTheTask() {
    byte[] zipped = gzip(images(100, 28, 28));

    CommandRun run = score(Arrays.copyOf(zipped, zipped.length / 2), labels(100, 10));

    String place = run.err().replaceAll("after \\d+ ", "after N ");
    new CommandRun(run.status(), run.out(), place)
        .assertFailure(
            3,
            "Truncated: %s, gzip, after N decompressed bytes: expected more compressed data, found the end of the file; copy the file again"
                .formatted(uri("images")));
  }

  @Test
  void aWrongChecksumIsRefusedByTheTaskAfterTheLastImage() {
    byte[] zipped = gzip(images(100, 28, 28));
    zipped[zipped.length - 6] ^= 1;

    score(zipped, labels(100, 10))
        .assertFailure(
            3,
            "Corrupt: %s, gzip, after 78416 decompressed bytes: expected valid gzip data, found: Gzip-compressed data is corrupt (CRC32 error).; copy the file again"
                .formatted(uri("images")));
  }

  @Test
  void moreDecompressedThanTheHeaderDeclaresIsRefused() {
    byte[] bomb = Arrays.copyOf(images(100, 28, 28), 50_000_000);

    score(gzip(bomb), labels(100, 10))
        .assertFailure(
            3,
            "Corrupt: %s, byte 78416: expected the end of the file after 100 items, found more bytes; check the header's count or cut the file"
                .formatted(uri("images")));
  }

  @Test
  void labelsGivenAsImagesAreRefused() {
    score(labels(100, 10), labels(100, 10))
        .assertFailure(
            3,
            "Unsupported: %s, byte 3: expected images, which have 2 dimensions or more (items, rows, columns), found 1, as labels have; give labels with --labels"
                .formatted(uri("images")));
  }

  @Test
  void imagesGivenAsLabelsAreRefused() {
    score(images(100, 28, 28), images(100, 28, 28))
        .assertFailure(
            3,
            "Unsupported: %s, byte 3: expected labels, which have 1 dimension, found 3, as images have; give images with --images"
                .formatted(uri("labels")));
  }

  @Test
  void anotherNumberOfLabelsIsRefused() {
    score(images(100, 28, 28), labels(99, 10))
        .assertFailure(
            3,
            "Corrupt: %s, byte 4: expected a label for each of the 100 images of %s, found 99; give the labels that belong to these images"
                .formatted(uri("labels"), uri("images")));
  }

  @Test
  void aLabelThatNoClassHasIsRefusedByTheTask() {
    score(images(150, 28, 28), labels(150, 11))
        .assertFailure(
            3,
            "Unsupported: %s, byte 18, label 10: expected a class from 0 to 9, found 10; give the labels that belong to these images and this network; where the labels begin at 1, give --first-class 1"
                .formatted(uri("labels")));
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    score(images(100, 28, 29), labels(100, 10))
        .assertFailure(
            3,
            "Unsupported: %s, byte 8: expected images of 784 values, as the network takes, found 28x29 = 812; use the network for these images"
                .formatted(uri("images")));
  }

  @Test
  void aValueThatIsNoNumberIsRefusedByTheTask() {
    byte[] images =
        bytes(
            0x0D,
            new int[] {3, 28, 28},
            out -> {
              for (int i = 0; i < 3 * 784; i++) {
                out.writeFloat(i == 2 * 784 + 5 ? Float.NaN : 0.5f);
              }
            });

    score(images, labels(3, 10))
        .assertFailure(
            3,
            "Corrupt: %s, image 2, value 5: expected a finite number, found NaN; mend or leave out the image"
                .formatted(uri("images")));
  }

  /** A layer of 784 inputs, all of its weights the same. */
  private Path weights(int outputs, float weight) throws IOException {
    float[] values = new float[784 * outputs];
    Arrays.fill(values, weight);
    Path file = dir.resolve("weights.pkl");
    try (OutputStream out = Files.newOutputStream(file)) {
      PickleWriter.write(
          Map.of(
              "W1",
              new Tensor(List.of(784, outputs), values),
              "b1",
              new Tensor(List.of(outputs), new float[outputs])),
          out);
    }
    return file;
  }

  @Test
  void weightsThatOverflowGiveNoAccuracy() throws IOException {
    Path images = write(dir.resolve("images"), images(3, 28, 28));

    CommandRun.of("--images", images, "--weights", weights(10, 3e38f))
        .assertFailure(
            4,
            "Corrupt: the network's output for record 0 of %s: expected finite numbers, found others; check that the weights belong to these images, and --normalize"
                .formatted(uri("images")));
  }

  @Test
  void softmaxOfASingleOutputIsRefused() throws IOException {
    Path weights = weights(1, 0.01f);

    CommandRun.of("--images", write(dir.resolve("images"), images(3, 28, 28)), "--weights", weights)
        .assertFailure(
            2,
            "Invalid --output-activation: softmax of the single output of %s is always 1; use sigmoid"
                .formatted(weights));
  }

  @Test
  void aDirectoryOfWeightsIsNamed() {
    CommandRun.of("--weights", dir)
        .assertFailure(
            4,
            "Cannot read %s: expected a weights file, or the directory of a multilayer perceptron that MLlib saved, found another directory; check --weights"
                .formatted(dir));
  }

  @Test
  void filesWithColonsInTheirNamesAreRead() {
    Path images = write(dir.resolve("in/a:b"), images(3, 28, 28));

    CommandRun run = CommandRun.of("--images", images.getParent());

    assertEquals("Images: 3 in 1 IDX file; pixels divided by 255; no labels", run.summary());
    assertEquals(0, run.status(), run.err());
  }

  @Test
  void missingWeightsAreNamed() {
    Path nothing = dir.resolve("nothing.pkl");

    CommandRun.of("--weights", nothing)
        .assertFailure(
            4,
            "Cannot read %s: expected a weights file, found nothing there; check --weights"
                .formatted(nothing));
  }

  @Test
  void aPickleThatRunsACommandIsRefusedAndRunsNothing() {
    Path canary = dir.resolve("canary");
    Path evil =
        write(
            dir.resolve("evil.pkl"),
            "cos\nsystem\n(S'touch %s'\ntR.".formatted(canary).getBytes(StandardCharsets.US_ASCII));

    CommandRun.of("--weights", evil)
        .assertFailure(
            4,
            "Unsupported: %s, byte 0: the pickle calls os.system; a weights file may call only NumPy's own array functions; do not trust this file"
                .formatted(evil));
    assertFalse(Files.exists(canary));
  }

  @Test
  void weightsThatAreCutShortAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(SharedSpark.DATA.resolve("mnist_weights.pkl"));
    Path cut = write(dir.resolve("cut.pkl"), Arrays.copyOf(whole, whole.length / 2));

    CommandRun run = CommandRun.of("--weights", cut);

    assertEquals("Truncated: " + cut, run.err().split(",", 2)[0]);
    assertEquals(4, run.status());
  }
}
