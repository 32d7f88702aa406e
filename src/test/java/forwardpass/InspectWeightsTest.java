package forwardpass;

import static forwardpass.Inspecting.assertDescribed;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.ml.NeuralNetworkModel;
import forwardpass.onnxruntime.ConvolutionModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of weights, and what else a network is saved in, are described. */
class InspectWeightsTest {
  @TempDir Path dir;

  private Path fixture(String name) throws IOException {
    try (InputStream in = InspectWeightsTest.class.getResourceAsStream("/weights/" + name)) {
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
  void damagedWeightsAreRefused() throws IOException {
    Path file = fixture("network.safetensors");
    write(file, Arrays.copyOf(Files.readAllBytes(file), 399));

    CommandRun.of("inspect", file)
        .assertFailure(
            4,
            "Truncated: %s, byte 392: expected 8 bytes of data, found 7; copy the file again, or save it again"
                .formatted(file));
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
