package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerNamesTest {
  private static LayerNames of(String names) {
    return LayerNames.of(List.of(names.split(" ")), "w");
  }

  @ParameterizedTest
  @CsvSource({
    "b2 W2 b1 W1, BOOK, W1 b1 W2 b2",
    "W10 b10 W9 b9 W8 b8 W7 b7 W6 b6 W5 b5 W4 b4 W3 b3 W2 b2 W1 b1, BOOK, W1 b1 W2 b2 W3 b3 W4 b4 W5 b5 W6 b6 W7 b7 W8 b8 W9 b9 W10 b10",
    "0.weight 0.bias 2.weight 2.bias 10.weight 10.bias, TORCH, 0.weight 0.bias 2.weight 2.bias 10.weight 10.bias",
    "fc10.bias fc10.weight fc9.bias fc9.weight, TORCH, fc9.weight fc9.bias fc10.weight fc10.bias",
    "net.1.b.weight net.1.b.bias net.1.a.weight net.1.a.bias, TORCH, net.1.a.weight net.1.a.bias net.1.b.weight net.1.b.bias",
    "weight bias, TORCH, weight bias",
    "dense_1/kernel dense_1/bias dense/kernel dense/bias, KERAS, dense/kernel dense/bias dense_1/kernel dense_1/bias",
    "sequential/dense/kernel:0 sequential/dense/bias:0 dense_1/kernel:0 dense_1/bias:0, KERAS, dense_1/kernel:0 dense_1/bias:0 sequential/dense/kernel:0 sequential/dense/bias:0",
    "weights/0 weights/1 biases/0 biases/1, TWO_LISTS, weights/0 biases/0 weights/1 biases/1",
    "Dense_1.kernel Dense_1.bias Dense_0.kernel Dense_0.bias, KERAS, Dense_0.kernel Dense_0.bias Dense_1.kernel Dense_1.bias",
    "model/dense/dense/kernel model/dense/dense/bias, KERAS, model/dense/dense/kernel model/dense/dense/bias"
  })
  void layersAreInTheOrderOfTheirNames(String names, NamingConvention convention, String expected) {
    LayerNames layers = of(names);

    assertEquals(convention, layers.convention());
    assertEquals(
        expected,
        layers.byName().stream()
            .map(layer -> layer.weights() + " " + layer.bias().orElseThrow())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "0.weight 0.bias 1.bias, LAYER.weight and LAYER.bias, 1.weight",
    "a.bias, LAYER.weight and LAYER.bias, a.weight",
    "W2 b2, 'W1, b1, W2, b2 and so on', W1",
    "W1 b1 W9999 b9999, 'W1, b1, W2, b2 and so on', W2"
  })
  void everyLayerHasWeights(String names, String expected, String missing) {
    assertEquals(
        "Corrupt: w: expected arrays %s, found %s and no %s; name the arrays so"
            .formatted(expected, names.replace(" ", ", "), missing),
        assertThrows(WeightsException.class, () -> of(names)).getMessage());
  }

  @Test
  void aLayerMayBeWithoutABias() {
    assertEquals(
        List.of(
            new LayerArrays("0.weight", Optional.of("0.bias")),
            new LayerArrays("1.weight", Optional.empty())),
        of("0.weight 0.bias 1.weight").byName());
  }

  @Test
  void theOrderInTheFileIsThatOfTheWeights() {
    assertEquals(
        List.of(
            new LayerArrays("two.weight", Optional.of("two.bias")),
            new LayerArrays("one.weight", Optional.of("one.bias"))),
        of("one.bias two.weight two.bias one.weight").inFile());
  }

  @ParameterizedTest
  @CsvSource({
    "W1 b1 scale",
    "W0 b0",
    "0.weight 0.bias W1 b1",
    "0.weight 0.bias bn.running_mean",
    "conv1d conv1d_bias",
    "x.weight y.kernel"
  })
  void otherNamesAreRefused(String names) {
    assertEquals(
        "Unsupported: w: expected arrays W1, b1, W2, b2 and so on, or LAYER.weight and LAYER.bias (PyTorch), or LAYER/kernel and LAYER/bias (Keras), and no others, found %s; name the arrays so, or save them as a list: weights, bias, weights, bias"
            .formatted(names.replace(" ", ", ")),
        assertThrows(WeightsException.class, () -> of(names)).getMessage());
  }
}
