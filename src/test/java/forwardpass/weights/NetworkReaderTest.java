package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.weights.pickle.PickleWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkReaderTest {
  private static final Activations ACTIVATIONS =
      Activations.of(Activation.RELU, Activation.SOFTMAX);

  private static Tensor zeros(Integer... shape) {
    int size = Stream.of(shape).reduce(1, (a, b) -> a * b);
    return new Tensor(List.of(shape), new float[size]);
  }

  /** Takes names and tensors in turn. */
  private static Map<String, Tensor> tensors(Object... namesAndTensors) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      tensors.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
    }
    return tensors;
  }

  private static Network read(Map<String, Tensor> tensors) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    try {
      PickleWriter.write(tensors, pickle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return NetworkReader.read(
            new ByteArrayInputStream(pickle.toByteArray()), "w.pkl", Optional.empty(), ACTIVATIONS)
        .model();
  }

  @Test
  void layersAreInTheOrderOfTheirNumbersWhateverTheOrderInTheFile() {
    Network network =
        read(tensors("b2", zeros(2), "W2", zeros(3, 2), "W1", zeros(4, 3), "b1", zeros(3)));

    assertEquals("4-3(relu)-2(softmax)", network.toString());
  }

  @Test
  void moreThanNineLayersAreRead() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 1; i <= 12; i++) {
      tensors.put("W" + i, zeros(2, 2));
      tensors.put("b" + i, zeros(2));
    }

    assertEquals(12, read(tensors).layers().size());
  }

  static Stream<Arguments> tensorsThatMakeNoNetwork() {
    return Stream.of(
        Arguments.of(
            tensors(),
            "Unsupported: w.pkl: expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found none; name the arrays so, or save them as a list: weights, bias, weights, bias"),
        Arguments.of(
            tensors("W1", zeros(4, 3), "b1", zeros(3), "W3", zeros(3, 2), "b3", zeros(2)),
            "Corrupt: w.pkl: expected arrays W1, b1, W2, b2 and so on, found W1, b1, W3, b3 and no W2; name the arrays so"),
        Arguments.of(
            tensors("W1", zeros(4, 3), "b1", zeros(3), "b2", zeros(2)),
            "Corrupt: w.pkl: expected arrays W1, b1, W2, b2 and so on, found W1, b1, b2 and no W2; name the arrays so"),
        Arguments.of(
            tensors("W1", zeros(4, 3), "b1", zeros(3), "W2", zeros(4, 2), "b2", zeros(2)),
            "Corrupt: w.pkl: expected layers that fit each other, found: layer 1 gives 3 values and layer 2 takes 4; check the arrays' shapes (W is [inputs, outputs])"),
        Arguments.of(
            tensors("W1", zeros(12), "b1", zeros(3)),
            "Corrupt: w.pkl, layer 1: expected weights of shape [inputs, outputs], found [12]; check the arrays' shapes (W is [inputs, outputs])"),
        Arguments.of(
            tensors("W1", zeros(4, 3), "b1", zeros(5)),
            "Corrupt: w.pkl, layer 1: expected a bias of shape [3] for weights of shape [4, 3], found [5]; check the arrays' shapes (W is [inputs, outputs])"));
  }

  @ParameterizedTest
  @MethodSource
  void tensorsThatMakeNoNetwork(Map<String, Tensor> tensors, String message) {
    assertEquals(message, assertThrows(WeightsException.class, () -> read(tensors)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.pkl",
        "network.npz",
        "network.safetensors",
        "torch.pkl",
        "torch.npz",
        "torch.safetensors",
        "keras.npz",
        "keras.safetensors"
      })
  void theNetworkIsTheSameHoweverItsArraysAreNamedAndTurned(String file) {
    FloatBuffer values = WeightsFixtures.floats("values.f32");
    float[] expected = new float[values.remaining()];
    values.get(expected);
    Map<String, Tensor> tensors = WeightsFixtures.read(WeightsFixtures.bytes(file)).floats();
    LayerNames names = LayerNames.of(tensors.keySet(), file);
    float[] found = new float[expected.length];
    int at = 0;
    for (LayerArrays layer : names.byName()) {
      Tensor weights =
          names.convention().layout().orElseThrow().toInOut(tensors.get(layer.weights()));
      for (Tensor tensor : List.of(weights, tensors.get(layer.bias().orElseThrow()))) {
        System.arraycopy(tensor.values(), 0, found, at, tensor.values().length);
        at += tensor.values().length;
      }
    }

    assertArrayEquals(expected, found);
    assertEquals("3-5(relu)-2(softmax)", assemble(tensors, Optional.empty()).toString());
  }

  private static Network assemble(Map<String, Tensor> tensors, Optional<WeightsLayout> layout) {
    return NetworkReader.assemble(WeightsFixtures.stored(tensors), "w", layout, ACTIVATIONS)
        .model();
  }

  @Test
  void activationsThatNobodyHasGivenAreSaidWhereTheNamesAreNotTheBooks() {
    Map<String, Tensor> torch = torch(zeros(5, 3), zeros(2, 5));

    LoadedModel<Network> loaded =
        NetworkReader.assemble(
            WeightsFixtures.stored(torch), "w", Optional.empty(), Activations.NOT_GIVEN);

    assertEquals("3-5(sigmoid)-2(softmax)", loaded.model().toString());
    assertEquals(
        List.of(
            "Weights: names of PyTorch; taken for hidden layers: sigmoid (--activation decides), for the output: softmax (--output-activation)"),
        loaded.notes());
    assertEquals(
        List.of(),
        NetworkReader.assemble(WeightsFixtures.stored(torch), "w", Optional.empty(), ACTIVATIONS)
            .notes());
    assertEquals(
        List.of(),
        NetworkReader.assemble(
                WeightsFixtures.stored(book(zeros(3, 5), zeros(5, 2))),
                "w",
                Optional.empty(),
                Activations.NOT_GIVEN)
            .notes());
  }

  private static String refusal(Map<String, Tensor> tensors, WeightsLayout layout) {
    return assertThrows(
            WeightsException.class, () -> assemble(tensors, Optional.ofNullable(layout)))
        .getMessage();
  }

  private static Map<String, Tensor> book(Tensor first, Tensor second) {
    return tensors("W1", first, "b1", zeros(5), "W2", second, "b2", zeros(2));
  }

  private static Map<String, Tensor> torch(Tensor first, Tensor second) {
    return tensors("0.weight", first, "0.bias", zeros(5), "1.weight", second, "1.bias", zeros(2));
  }

  @Test
  void shapesThatContradictTheNamesAreRefusedUntilTheLayoutIsGiven() {
    Map<String, Tensor> book = book(zeros(5, 3), zeros(2, 5));
    Map<String, Tensor> torch = torch(zeros(3, 5), zeros(5, 2));

    assertEquals(
        "Unsupported: w: expected weights of shape [inputs, outputs], as the names W1, b1, W2, b2 and so on say, found shapes that fit each other as [outputs, inputs] only; give --weights-layout out-in",
        refusal(book, null));
    assertEquals(
        "Unsupported: w: expected weights of shape [outputs, inputs], as the names LAYER.weight and LAYER.bias say, found shapes that fit each other as [inputs, outputs] only; give --weights-layout in-out",
        refusal(torch, null));
    assertEquals(
        "3-5(relu)-2(softmax)", assemble(book, Optional.of(WeightsLayout.OUT_IN)).toString());
    assertEquals(
        "3-5(relu)-2(softmax)", assemble(torch, Optional.of(WeightsLayout.IN_OUT)).toString());
  }

  @Test
  void aLayoutThatContradictsTheShapesIsRefused() {
    assertEquals(
        "Corrupt: w, layer 1: expected a bias of shape [3] for weights of shape [5, 3], found [5]; check the arrays' shapes (here as [inputs, outputs], transposed from [outputs, inputs]) and --weights-layout",
        refusal(book(zeros(3, 5), zeros(5, 2)), WeightsLayout.OUT_IN));
  }

  @Test
  void namesDecideOverSquareMatrices() {
    Tensor square = new Tensor(List.of(2, 2), new float[] {1, 2, 3, 4});
    float[] transposed = {1, 3, 2, 4};

    assertArrayEquals(transposed, WeightsLayout.OUT_IN.toInOut(square).values());
    assertSame(square, WeightsLayout.IN_OUT.toInOut(square));
    assertEquals(WeightsLayout.OUT_IN, NamingConvention.TORCH.layout().orElseThrow());
    assertEquals(WeightsLayout.IN_OUT, NamingConvention.KERAS.layout().orElseThrow());
    assertEquals(WeightsLayout.IN_OUT, NamingConvention.BOOK.layout().orElseThrow());
  }

  @Test
  void anEmptyFileIsNamed() {
    assertEquals(
        "Truncated: weights, byte 0: expected a weights file, found an empty file; copy the file again, or save it again",
        WeightsFixtures.refusal(new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a00, 89 50 4e 47 0d 0a 1a 0a 00",
    "1f8b0800000000000203, 1f 8b 08 00 00 00 00 00 02"
  })
  void filesOfOtherFormatsAreRefused(String content, String head) {
    assertEquals(
        "Unsupported: weights, byte 0: expected a pickle, npz, safetensors, PyTorch, Keras or ONNX file, found %s; check that this is the weights file you meant"
            .formatted(head),
        WeightsFixtures.refusal(HexFormat.of().parseHex(content)));
  }
}
