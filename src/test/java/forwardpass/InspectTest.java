package forwardpass;

import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.ml.NeuralNetworkModel;
import forwardpass.onnxruntime.ConvolutionModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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
        String.format(
            Locale.ROOT,
            "file: %s\nlength: %,d bytes\nSHA-256: %s\n%s\n",
            file,
            bytes.length,
            DigestUtils.sha256Hex(bytes),
            String.join("\n", lines)),
        run.out());
    assertEquals(0, run.status());
  }

  private Path fixture(String name) throws IOException {
    try (InputStream in = InspectTest.class.getResourceAsStream("/weights/" + name)) {
      return write(dir.resolve("a file"), in.readAllBytes());
    }
  }

  @Test
  void theActivationsOfAFileThatSaysThemAreNotOpen() throws IOException {
    CommandRun run = CommandRun.of("inspect", fixture("keras/model.keras"));

    assertEquals(0, run.status());
    assertTrue(run.out().contains("\nnetwork: 3-5(tanh)-2(softmax)\n"), run.out());
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
            + ": expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found empty; name the arrays so, or save them as a list: weights, bias, weights, bias",
        "arrays: 2",
        "  empty [0] float32",
        "  scalar [] float32");
  }

  @Test
  void aGraphIsDescribedByItsEngineInputsOutputsAndClasses() throws IOException {
    assertDescribed(
        write(dir.resolve("conv.onnx"), ConvolutionModels.logits(-1).model()),
        "format: onnx",
        "engine: onnxruntime, ONNX Runtime 1.28.0",
        "input: x, float [n, 1, 4, 4]",
        "output: logits, float [n, 3]",
        "network: x [n, 1, 4, 4] -> logits [n, 3]",
        "classes: 3");
  }

  @Test
  void imagesAreDescribed() throws IOException {
    assertDescribed(
        write(dir.resolve("images"), images(1200, 2, 3)),
        "format: IDX",
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
            "Unsupported: %s, byte 0: expected IDX, weights as pickle, npz, safetensors, PyTorch, Keras or ONNX, a picture, Parquet, CSV or LIBSVM, found %s; check that this is the file you meant"
                .formatted(file, content.isEmpty() ? "an empty file" : "38 39 50 4e 47"));
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path nothing = dir.resolve("nothing");

    CommandRun.of("inspect", nothing)
        .assertFailure(
            3,
            "Cannot read %s: expected a file or a directory, found nothing there; check the path"
                .formatted(nothing));
    CommandRun.of("inspect", dir)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, found an empty directory; check the path"
                .formatted(dir));
    CommandRun.of("inspect").assertFailure(2, "Missing required parameter: 'PATH'; see --help");
  }

  @ParameterizedTest
  @CsvSource({
    "colour.png, PNG, 8 x 6 pixels, 3, 24",
    "smooth.jpg, JPEG, 8 x 6 pixels, 1, 8",
  })
  void picturesAreDescribed(String name, String format, String size, int samples, int bits)
      throws IOException {
    Path file = dir.resolve(name);
    try (InputStream in = InspectTest.class.getResourceAsStream("/images/" + name)) {
      write(file, in.readAllBytes());
    }

    assertDescribed(
        file,
        "format: " + format,
        "size: " + size,
        "samples: %d for each pixel, of %d bits in all".formatted(samples, bits));
  }

  @Test
  void tablesOfTextAreDescribed() throws IOException {
    byte[] csv =
        "label,pixel0,pixel1,pixel2\n7,0,1,2\r\n\n3,0,1,2".getBytes(StandardCharsets.UTF_8);
    byte[] libsvm = "7 1:0.5 3:1\n2 1:1\n".getBytes(StandardCharsets.UTF_8);

    assertDescribed(
        write(dir.resolve("kaggle"), csv),
        "format: CSV",
        "columns: label, pixel0, pixel1, pixel2",
        "rows: 2");
    assertDescribed(write(dir.resolve("svm"), gzip(libsvm)), "format: LIBSVM, gzipped", "rows: 2");
  }

  /** As the job reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'7,0,1,2\n3,0,1,2\n \n'! 4, without a header ! 2",
        "'\ufeff7;0;1;2;;\n3;0;1;2;;'! 4, without a header ! 2",
        "'7,0.5,1e-3,2'! 4, without a header ! 1",
        "'\n0,1,2,3\n7,0,1,2\n'! 0, 1, 2, 3 ! 1",
        "'\ufefflabel;pixel0;pixel1;pixel2\n7;0,5;1;2\n'! label, pixel0, pixel1, pixel2 ! 1",
        "'\tlabel\tpixel0\tpixel1\n0\t7\t0\t1'! _c0, label, pixel0, pixel1 ! 1",
        "'# label,a,b\n7,0,1'! label, a, b ! 1"
      })
  void whetherCsvHasAHeaderIsToldFromItsFirstLine(String csv, String columns, String rows)
      throws IOException {
    assertDescribed(
        write(dir.resolve("a.csv"), csv.getBytes(StandardCharsets.UTF_8)),
        "format: CSV",
        "columns: " + columns,
        "rows: " + rows);
  }

  @Test
  void commentsOfLibsvmAreNoRows() throws IOException {
    byte[] libsvm =
        "# Column indices are zero-based\n7 0:0.5 # a\n\n2 1:1\n".getBytes(StandardCharsets.UTF_8);

    assertDescribed(write(dir.resolve("a.svm"), libsvm), "format: LIBSVM", "rows: 2");
  }

  @Test
  void wideTablesAreDescribedByTheFirstColumnsAndTheLast() throws IOException {
    StringBuilder csv = new StringBuilder("label");
    for (int i = 0; i < 784; i++) {
      csv.append(",pixel").append(i);
    }

    assertDescribed(
        write(dir.resolve("kaggle.gz"), gzip(csv.toString().getBytes(StandardCharsets.UTF_8))),
        "format: CSV, gzipped",
        "columns: 785: label, pixel0, … pixel783",
        "rows: 0");
  }

  @Test
  void parquetIsDescribedByItsFooter() throws IOException {
    Path table = dir.resolve("table");
    SharedSpark.session()
        .range(12)
        .selectExpr("id", "array(1.5f, 2f) as features")
        .coalesce(1)
        .write()
        .parquet(table.toString());
    Path file;
    try (var files = Files.newDirectoryStream(table, "part-*")) {
      file = files.iterator().next();
    }

    assertDescribed(
        file,
        "format: Parquet",
        "rows: 12 in 1 row groups",
        "columns: 2",
        "  required int64 id",
        "  required group features (LIST) { repeated group list { required float element; } }");

    byte[] damaged = Files.readAllBytes(file);
    Arrays.fill(damaged, damaged.length - 60, damaged.length - 8, (byte) 0x7f);
    Path other = write(dir.resolve("damaged"), damaged);
    CommandRun run = CommandRun.of("inspect", other);
    assertEquals(3, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err().startsWith("Corrupt: %s: expected Parquet, found: ".formatted(other)), run.err());
  }

  @Test
  void directoriesOfImagesAreDescribedByTheirDirectories() throws IOException {
    for (String name : new String[] {"3/a.png", "3/b.png", "7/c.png", "7/_temporary/d.png", ".x"}) {
      Files.createDirectories(dir.resolve("digits").resolve(name).getParent());
      write(dir.resolve("digits").resolve(name), new byte[10]);
    }

    CommandRun run = CommandRun.of("inspect", dir.resolve("digits"));

    assertEquals(
        """
        directory: %s/digits
        format: image
        files: 3, 30 bytes
        directories: 2
          3: 2, 20 bytes
          7: 1, 10 bytes
        """
            .formatted(dir),
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void networksThatSparkMlSavedAreDescribed() throws IOException {
    NeuralNetworkModel model =
        TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString());
    Path perceptron = dir.resolve("perceptron");
    Path stage = dir.resolve("stage");
    model.toPerceptron().write().save(perceptron.toString());
    model.write().save(stage.toString());

    String version = SharedSpark.session().version();
    String data =
        "data: part-00000-[-0-9a-z]+(\\.c000)?\\.snappy\\.parquet, [0-9,]+ bytes, SHA-256 [0-9a-f]{64}\n";
    assertTrue(
        CommandRun.of("inspect", perceptron)
            .out()
            .matches(
                "directory: %s\nformat: saved by Spark ML %s as org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel\nnetwork: 784-50\\(sigmoid\\)-100\\(sigmoid\\)-10\\(softmax\\)\n%s"
                    .formatted(perceptron, version, data)),
        CommandRun.of("inspect", perceptron).out());
    assertTrue(
        CommandRun.of("inspect", stage)
            .out()
            .startsWith(
                "directory: %s\nformat: saved by Spark ML %s as forwardpass.ml.NeuralNetworkModel\n"
                    .formatted(stage, version)));
    CommandRun.of("--weights", perceptron).assertAccuracy("0.9783");
    CommandRun.of("--weights", stage).assertAccuracy("0.9783");
  }
}
