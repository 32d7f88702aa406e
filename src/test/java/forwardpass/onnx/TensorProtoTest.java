package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.bytes;
import static forwardpass.onnx.ModelWriter.dims;
import static forwardpass.onnx.ModelWriter.integer;
import static forwardpass.onnx.ModelWriter.join;
import static forwardpass.onnx.ModelWriter.raw;
import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.ModelWriter.text;
import static forwardpass.onnx.ModelWriter.varint;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static forwardpass.onnx.OnnxModels.matrix;
import static forwardpass.onnx.OnnxModels.random;
import static forwardpass.onnx.OnnxModels.read;
import static forwardpass.onnx.OnnxModels.run;
import static forwardpass.onnx.OnnxModels.w;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Constants of a model: where their values are, and of which type. */
class TensorProtoTest {
  private static final int ROWS = 3;

  @Test
  void aConstantOfAnotherTypeIsRefusedWhereItIsNeeded() {
    byte[] int8 = join(dims(4, 3), integer(2, 3), text(8, "Q"), bytes(9, new byte[12]));

    assertEquals(
        "4-3(identity)",
        read(matrix()
                .constant(int8)
                .constant(w(4, 3))
                .node("MatMul", "x,W->y")
                .output("y", -1, 3)
                .model())
            .toString());
    assertRefused(
        "Unsupported: model, tensor Q: expected floats of 16, 32 or 64 bits, or integers, found data type 3; export the model again, as one file of float32",
        matrix().constant(int8).node("MatMul", "x,Q->y").output("y", -1, 3).model());
  }

  @Test
  void valuesInAnotherFileAreRefused() {
    byte[] external =
        join(
            dims(4, 3),
            integer(2, 1),
            text(8, "W"),
            bytes(13, join(text(1, "location"), text(2, "../../etc/passwd"))),
            integer(14, 1));

    assertRefused(
        "Unsupported: model, tensor W: expected values in the file itself, found them in another, ../../etc/passwd; export the model again with all values in one file (torch.onnx.export: external_data=False; onnx.save: save_as_external_data=False)",
        matrix().constant(external).node("MatMul", "x,W->y").output("y", -1, 3).model());
  }

  @Test
  void dataOfAnotherSizeThanTheShapeIsCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected 48 bytes for shape [4, 3], found 44; export the model again",
        matrix().constant(tensor("W", new int[] {4, 3}, random(11))).model());
  }

  @Test
  void shapesThatClaimMoreThanCanBeAreRefusedBeforeAnythingIsAllocated() {
    assertRefused(
        "Unsupported: model, tensor W: expected fewer than 2^31 values, found shape [2147483647, 2147483647]; export the model again, as one file of float32",
        matrix().constant(tensor("W", new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE})).model());
  }

  @Test
  void weightsThatAreNoNumbersAreCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected finite float32 values, found NaN as value 1; replace it, or train the network again",
        matrix().constant(tensor("W", new int[] {2}, 1, Float.NaN)).model());
  }

  /** The values 1, -2, 0.5 or 5, and 3, as the field of each type has them. */
  static Stream<Arguments> fields() {
    double[] doubles = {1, -2, 0.5, 3};
    byte[][] float64 = new byte[4][];
    for (int i = 0; i < 4; i++) {
      float64[i] =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(doubles[i]).array();
    }
    return Stream.of(
        Arguments.of("float", 1, 4, 5, new byte[][] {raw(1), raw(-2), raw(0.5f), raw(3)}),
        Arguments.of("int32", 6, 5, 0, varints(1, -2, 5, 3)),
        Arguments.of("int64", 7, 7, 0, varints(1, -2, 5, 3)),
        Arguments.of("float16", 10, 5, 0, varints(0x3c00, 0xc000, 0x3800, 0x4200)),
        Arguments.of("double", 11, 10, 1, float64),
        Arguments.of("bfloat16", 16, 5, 0, varints(0x3f80, 0xc000, 0x3f00, 0x4040)));
  }

  private static byte[][] varints(long... values) {
    return Arrays.stream(values).mapToObj(ModelWriter::varint).toArray(byte[][]::new);
  }

  /** Both are allowed, also mixed. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void valuesMayBePackedOrEachByItself(
      String name, int type, int field, int wireType, byte[]... values) throws OrtException {
    float[] x = random(4 * ROWS);
    byte[][] single = new byte[4][];
    for (int i = 0; i < 4; i++) {
      single[i] = join(varint((field << 3) | wireType), values[i]);
    }
    byte[] packed = bytes(field, join(values[0], values[1]));
    for (byte[] data :
        new byte[][] {
          join(single), bytes(field, join(values)), join(packed, single[2], single[3])
        }) {
      byte[] model =
          matrix()
              .constant(join(dims(4, 1), integer(2, type), data, text(8, "c")))
              .node("Cast", "c->W", attribute("to", 1))
              .node("MatMul", "x,W->y")
              .output("y", -1, 1)
              .model();

      assertArrayEquals(OnnxRuntime.run(model, x, ROWS), run(model, x, ROWS), 1e-5f);
    }
  }

  /** They would be taken for what they are not. */
  @Test
  void valuesInTheFieldOfAnotherTypeAreCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected 4 values for shape [4, 1], found 0; export the model again",
        matrix()
            .constant(join(dims(4, 1), integer(2, 1), bytes(7, raw(1, 2, 3, 4)), text(8, "W")))
            .model());
  }
}
