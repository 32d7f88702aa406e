package forwardpass.weights.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.nn.Activations;
import forwardpass.nn.Tensor;
import forwardpass.weights.NetworkReader;
import forwardpass.weights.StoredWeights;
import forwardpass.weights.WeightsFixtures;
import forwardpass.weights.npy.NpzAssembler;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What torch.save writes of state dicts and checkpoints; see make_torch.py. */
class TorchFilesTest {
  private static StoredWeights read(String name) {
    return WeightsFixtures.read(WeightsFixtures.bytes(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pt", "checkpoint_legacy.pt"})
  void theStateDictOfACheckpointIsReadAndTheRestLeftOut(String file) {
    StoredWeights weights = read(file);

    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias"),
        List.copyOf(weights.tensors().keySet()));
    assertEquals(List.of("epoch", "optimizer_state_dict", "loss", "rng_state"), weights.leftOut());
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.pt", "checkpoint_legacy.pt"})
  void viewsOfOneStorageAreReadByTheirStrides(String file) {
    FloatBuffer values = WeightsFixtures.floats("values.f32");
    float[] first = new float[15];
    values.get(first);
    Tensor transposed = new Tensor(List.of(3, 5), first).transposed();

    Map<String, Tensor> tensors = read(file).floats();

    assertEquals(List.of(5, 3), tensors.get("0.weight").shape());
    assertArrayEquals(transposed.values(), tensors.get("0.weight").values());
    assertEquals(values.get(20), tensors.get("2.weight").values()[0]);
    assertEquals(values.get(22), tensors.get("2.weight").values()[1]);
    assertEquals(values.get(21), tensors.get("2.weight").values()[5]);
    assertArrayEquals(new float[] {values.get(30), values.get(31)}, tensors.get("2.bias").values());
  }

  @Test
  void matricesAreOutputsByInputs() {
    assertEquals(
        "3-5(sigmoid)-2(softmax)",
        NetworkReader.assemble(read("checkpoint.pt"), "w", Optional.empty(), Activations.NOT_GIVEN)
            .model()
            .toString());
  }

  @Test
  void everyTypeOfFloatIsReadAndACountIsLeftOut() {
    StoredWeights weights = read("types.pt");

    Map<String, String> types = new LinkedHashMap<>();
    weights.tensors().forEach((name, stored) -> types.put(name, stored.type()));
    assertEquals(Map.of("half", "float16", "bfloat", "bfloat16", "double", "float64"), types);
    assertEquals(List.of("count"), weights.leftOut());
    weights
        .floats()
        .forEach(
            (name, tensor) ->
                assertArrayEquals(
                    new float[] {0.5f, -2, 3, 0, 0.25f, -1.5f}, tensor.values(), name));
  }

  @Test
  void aProgramOfTorchScriptIsNamed() {
    byte[] zip =
        new NpzAssembler()
            .entry("m/data.pkl", new byte[1])
            .entry("m/constants.pkl", new byte[1])
            .end();
    assertEquals(
        "Unsupported: weights, byte 0: expected tensors of PyTorch, found a program of TorchScript (torch.jit.save); load it with torch.jit.load and save its tensors with torch.save(model.state_dict(), FILE)",
        WeightsFixtures.refusal(zip));
  }

  @Test
  void twoFilesInOneZipAreRefused() {
    byte[] zip =
        new NpzAssembler().entry("a/data.pkl", new byte[1]).entry("b/data.pkl", new byte[1]).end();
    assertEquals(
        "Unsupported: weights, byte 0: expected one data.pkl, found 2; save the weights again with torch.save",
        WeightsFixtures.refusal(zip));
  }
}
