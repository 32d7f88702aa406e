package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small file does not make the reader fill the memory, or compute for long. */
class OnnxLimitsTest {
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

  /** The file, its numbers, and what is made of them, beside what Spark has. */
  @Test
  void aFileThatMemoryDoesNotHoldIsRefusedBeforeItIsRead() {
    long memory = (64L << 20) + 4 * (2L << 20);
    byte[] fits = new byte[2 << 20];

    assertArrayEquals(fits, OnnxReader.readAll(new ByteArrayInputStream(fits), "model", memory));
    UsageException e =
        assertThrows(
            UsageException.class,
            () ->
                OnnxReader.readAll(
                    new ByteArrayInputStream(new byte[fits.length + 1]), "model", memory));
    assertEquals(
        "Cannot read model in 72 MiB of memory: expected an ONNX model of at most 2 MiB, found more; give more with --driver-memory",
        e.getMessage());
  }

  /** Each takes many times its size in memory. */
  @Test
  void valuesThatAreNotPackedAreLimited() {
    byte[] value = ModelWriter.integer(7, 1);
    byte[] values = new byte[value.length * ((1 << 20) + 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = value[i % value.length];
    }
    byte[] tensor =
        ModelWriter.join(
            ModelWriter.dims((1 << 20) + 1),
            ModelWriter.integer(2, 7),
            values,
            ModelWriter.text(8, "c"));

    assertRefused(
        "Unsupported: model, tensor : expected packed values, found more than 1048576 by themselves; export the model again, as one file of float32",
        new ModelWriter().input("x", -1, 4).constant(tensor).output("y", -1, 4).model());
  }
}
