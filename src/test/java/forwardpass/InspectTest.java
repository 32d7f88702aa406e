package forwardpass;

import static forwardpass.spark.IdxFixture.gzip;
import static forwardpass.spark.IdxFixture.images;
import static forwardpass.spark.IdxFixture.labels;
import static forwardpass.spark.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.spark.SharedSpark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
  @TempDir Path dir;

  private static void assertDescribed(Path file, String... lines) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CommandRun run = CommandRun.of("inspect", file);

    assertEquals("", run.err());
    assertEquals(
        "file: %s\nlength: %,d bytes\nSHA-256: %s\n%s\n"
            .formatted(file, bytes.length, DigestUtils.sha256Hex(bytes), String.join("\n", lines)),
        run.out());
    assertEquals(0, run.status());
  }

  private Path fixture(String name) throws IOException {
    try (InputStream in = InspectTest.class.getResourceAsStream("/weights/" + name)) {
      return write(dir.resolve("a file"), in.readAllBytes());
    }
  }

  @Test
  void weightsAreDescribedAsArraysAndAsANetwork() throws IOException {
    assertDescribed(
        SharedSpark.DATA.resolve("mnist_weights.pkl"),
        "format: pickle",
        "network: 784-50(sigmoid)-100(sigmoid)-10(softmax) unless other activations are given",
        "arrays: 6",
        "  W1 [784, 50] float32",
        "  b1 [50] float32",
        "  W2 [50, 100] float32",
        "  b2 [100] float32",
        "  W3 [100, 10] float32",
        "  b3 [10] float32");
  }

  @ParameterizedTest
  @CsvSource({"network.npz, npz, float32", "network_float64_fortran.npz, npz, float64"})
  void theTypesOfTheFileAreNamed(String file, String format, String type) throws IOException {
    assertDescribed(
        fixture(file),
        "format: " + format,
        "network: 3-5(sigmoid)-2(softmax) unless other activations are given",
        "arrays: 4",
        "  W1 [3, 5] " + type,
        "  b1 [5] " + type,
        "  W2 [5, 2] " + type,
        "  b2 [2] " + type);
  }

  @Test
  void networksOfPyTorchAreTransposedAndTheirArraysNot() throws IOException {
    assertDescribed(
        fixture("torch.npz"),
        "format: npz",
        "network: 3-5(sigmoid)-2(softmax) unless other activations are given",
        "arrays: 4",
        "  0.weight [5, 3] float32",
        "  0.bias [5] float32",
        "  2.weight [2, 5] float32",
        "  2.bias [2] float32");
  }

  @Test
  void arraysThatMakeNoNetworkAreDescribedAndSaidToMakeNone() throws IOException {
    Path file = fixture("zeros.safetensors");

    assertDescribed(
        file,
        "format: safetensors",
        "network: none as it is. Unsupported: "
            + file
            + ": expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found empty, scalar; name the arrays so",
        "arrays: 2",
        "  empty [0] float32",
        "  scalar [] float32");
  }

  @Test
  void imagesAreDescribed() throws IOException {
    assertDescribed(
        write(dir.resolve("images"), images(1200, 2, 3)),
        "format: IDX, not gzipped",
        "elements: unsigned byte",
        "dimensions: 1200 x 2 x 3",
        "count: 1,200 images of 2x3");
  }

  @Test
  void gzippedLabelsAreDescribed() throws IOException {
    assertDescribed(
        write(dir.resolve("labels"), gzip(labels(60, 10))),
        "format: IDX, gzipped",
        "elements: unsigned byte",
        "dimensions: 60",
        "count: 60 labels");
  }

  @Test
  void damagedImagesAreRefused() {
    Path file = write(dir.resolve("images"), Arrays.copyOf(images(10, 2, 3), 16 + 25));

    CommandRun.of("inspect", file)
        .assertFailure(
            3,
            "Truncated: %s, byte 41, in item 4 of 10: expected 76 bytes, found 41; copy the file again"
                .formatted(file));
  }

  @Test
  void damagedWeightsAreRefused() throws IOException {
    Path file = fixture("network.safetensors");
    write(file, Arrays.copyOf(Files.readAllBytes(file), 399));

    CommandRun.of("inspect", file)
        .assertFailure(
            4,
            "Truncated: %s, byte 392: expected 8 bytes of data, found 7; copy the file again, or save it again"
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "89PNG"})
  void otherFilesAreRefused(String content) {
    Path file = write(dir.resolve("file"), content.getBytes(StandardCharsets.US_ASCII));

    CommandRun.of("inspect", file)
        .assertFailure(
            3,
            "Unsupported: %s, byte 0: expected IDX, or weights as pickle, npz, safetensors or ONNX, found %s; check that this is the file you meant"
                .formatted(file, content.isEmpty() ? "an empty file" : "38 39 50 4e 47"));
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path nothing = dir.resolve("nothing");

    CommandRun.of("inspect", nothing)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, found nothing there; check the path"
                .formatted(nothing));
    CommandRun.of("inspect", dir)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, found a directory; inspect one of its files"
                .formatted(dir));
    CommandRun.of("inspect").assertFailure(2, "Missing required parameter: 'PATH'; see --help");
  }
}
