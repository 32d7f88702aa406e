package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkReaderTest {
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
        new ByteArrayInputStream(pickle.toByteArray()),
        "w.pkl",
        Optional.empty(),
        Activation.RELU,
        Activation.SOFTMAX);
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
            "Unsupported: w.pkl: expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found none; name the arrays so"),
        Arguments.of(
            tensors("W1", zeros(4, 3)),
            "Corrupt: w.pkl: expected arrays W1, b1, W2, b2 and so on, found W1 and no b1; name the arrays so"),
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
}
