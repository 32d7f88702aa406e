package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.blas.Gemm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights and a bias that fit one another. */
class DenseTest {
  private static Tensor tensor(String shape) {
    List<Integer> lengths =
        shape.isEmpty()
            ? List.of()
            : Arrays.stream(shape.split("x", -1)).map(Integer::valueOf).toList();
    int size = lengths.stream().reduce(1, (a, b) -> a * b);
    return new Tensor(lengths, new float[size]);
  }

  private static String refusal(String weights, String bias) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new Dense(tensor(weights), tensor(bias), Activation.RELU))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({"10", "1x10"})
  void biasIsARow(String bias) {
    Dense dense = new Dense(tensor("784x10"), tensor(bias), Activation.RELU);

    assertEquals(784, dense.inputs());
    assertEquals(10, dense.outputs());
    assertEquals(Activation.RELU, dense.activation());
  }

  @ParameterizedTest
  @CsvSource({
    "'', []",
    "10, [10]",
    "2x3x4, '[2, 3, 4]'",
    "0x3, '[0, 3]'",
    "3x0, '[3, 0]'",
    "0x0, '[0, 0]'",
  })
  void weightsThatAreNoMatrixAreRefused(String weights, String shape) {
    assertEquals(
        "expected weights of shape [inputs, outputs], found " + shape, refusal(weights, "3"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', []",
    "9, [9]",
    "784, [784]",
    "0, [0]",
    "10x1, '[10, 1]'",
    "1x9, '[1, 9]'",
    "1x1x10, '[1, 1, 10]'",
    "2x5, '[2, 5]'",
  })
  void biasOfAnotherShapeIsRefused(String bias, String shape) {
    assertEquals(
        "expected a bias of shape [10] for weights of shape [784, 10], found " + shape,
        refusal("784x10", bias));
  }

  @Test
  void scalarIsNoBiasEvenOfASingleOutput() {
    assertEquals(
        "expected a bias of shape [1] for weights of shape [3, 1], found []", refusal("3x1", ""));
  }

  @Test
  void tensorsThatChangeLaterDoNotChangeTheLayer() {
    float[] weights = {2, 3};
    float[] bias = {5};
    Dense dense =
        new Dense(
            new Tensor(List.of(2, 1), weights), new Tensor(List.of(1), bias), Activation.IDENTITY);

    weights[0] = 1000;
    bias[0] = 1000;

    float[] y = {77};
    dense.affine(Gemm.java(), 1, new float[] {10, 100}, y);
    assertArrayEquals(new float[] {325}, y);
  }
}
