package forwardpass.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDirectoryTest {
  @TempDir Path dir;

  private Optional<org.apache.hadoop.fs.Path> weights(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(dir.resolve(name));
    }
    return ModelDirectory.weights(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(dir.toUri()),
        "model");
  }

  @Test
  void theOneFileOfWeightsIsTaken() throws IOException {
    assertEquals(
        "model.safetensors", weights("config.json", "model.safetensors").orElseThrow().getName());
  }

  @Test
  void aGraphIsTakenBeforeTheArraysBesideIt() throws IOException {
    assertEquals("model.onnx", weights("model.onnx", "model.safetensors").orElseThrow().getName());
  }

  @Test
  void aGraphMayHaveADirectoryOfItsOwn() throws IOException {
    Files.createDirectory(dir.resolve("onnx"));

    assertEquals(
        "onnx",
        weights("onnx/model.onnx", "model.safetensors").orElseThrow().getParent().getName());
  }

  @Test
  void theFileOfPyTorchIsTakenWhereThereIsNoOther() throws IOException {
    assertEquals(
        "pytorch_model.bin", weights("config.json", "pytorch_model.bin").orElseThrow().getName());
    assertEquals("model.safetensors", weights("model.safetensors").orElseThrow().getName());
  }

  @Test
  void otherDirectoriesAreLeftToOthers() throws IOException {
    assertEquals(Optional.empty(), weights());
    assertEquals(Optional.empty(), weights("metadata", "data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.safetensors.index.json model-00001-of-00002.safetensors|a model in several files (model-00001-of-00002.safetensors)",
        "saved_model.pb keras_metadata.pb|a TensorFlow SavedModel",
        "checkpoint model.ckpt.index model.ckpt.data-00000-of-00001|a checkpoint of TensorFlow",
        "W1.npy b1.npy|a directory with W1.npy, b1.npy",
        "part-00000.parquet|a directory with part-00000.parquet",
        "pytorch_model.bin.index.json pytorch_model-00001-of-00002.bin|a model in several files (pytorch_model-00001-of-00002.bin)",
        "config.json classifier.pth|a directory with classifier.pth, config.json"
      })
  void otherModelsAreNamed(String names, String found) {
    String message =
        assertThrows(WeightsException.class, () -> weights(names.split(" ", -1))).getMessage();
    assertEquals(
        "Unsupported: model: expected a file of weights, found " + found,
        message.substring(0, message.indexOf(";")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model-00001-of-00002.safetensors|one file of a model in several",
        "model.onnx.data|the values of an ONNX model without its graph",
        "model.onnx_data|the values of an ONNX model without its graph",
        "model.ckpt-20000.index|a checkpoint of TensorFlow",
        "model.ckpt.data-00000-of-00001|a checkpoint of TensorFlow",
        "saved_model.pb|a TensorFlow graph",
        "mnist.mlmodel|a CoreML model"
      })
  void partsOfModelsAreNamed(String name, String found) {
    String message =
        assertThrows(
                WeightsException.class,
                () -> ModelDirectory.requireWhole(new org.apache.hadoop.fs.Path(name), name))
            .getMessage();
    assertEquals(
        "Unsupported: %s: expected a file of weights, found %s".formatted(name, found),
        message.substring(0, message.indexOf(";")));
  }

  @Test
  void aModelInOneFileIsWhole() {
    String name = "model-00001-of-00001.safetensors";
    ModelDirectory.requireWhole(new org.apache.hadoop.fs.Path(name), name);
  }
}
