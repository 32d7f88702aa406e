package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small file does not make the reader fill the memory, or compute for long. */
class OnnxLimitsTest {
  private static void assertRefused(String message, byte[] model) {
    WeightsException e =
        assertThrows(
            WeightsException.class,
            () -> OnnxReader.read(new ByteArrayInputStream(model), "model"));
    assertEquals(message, e.getMessage());
  }

  private static void assertTooMuch(byte[] model) {
    assertRefused(
        "Unsupported: model: expected arithmetic on about as many values as the file has bytes, %d, found more; export the network as dense layers only"
            .formatted(model.length),
        model);
  }

  /** Nodes of one operator, each taking what the one before gives, and the constant. */
  private static byte[] chain(String operator, int nodes, int width, byte[] constant) {
    ModelWriter model = new ModelWriter().input("x", -1, width).constant(constant);
    for (int i = 0; i < nodes; i++) {
      model.node(operator, "%s,c->y%d".formatted(i == 0 ? "x" : "y" + (i - 1), i));
    }
    return model.output("y" + (nodes - 1), -1, width).model();
  }

  /** A few bytes for each node, and a matrix of a quarter of a million values in memory. */
  @Test
  void aMatrixUsedOverAndOverIsRefused() {
    assertTooMuch(chain("MatMul", 20, 500, tensor("c", new int[] {500, 500}, new float[250_000])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Mul"})
  void aLongRowUsedOverAndOverIsRefused(String operator) {
    assertTooMuch(
        chain(operator, 20, 100_000, tensor("c", new int[] {100_000}, new float[100_000])));
  }

  @Test
  void moreNodesThanAnyNetworkHasAreRefused() {
    assertRefused(
        "Unsupported: model: expected at most 16384 nodes, found more; export the network as dense layers only",
        chain("Add", 16_385, 1, tensor("c", new int[] {}, 1)));
  }
}
