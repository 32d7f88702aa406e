package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.bytes;
import static forwardpass.onnx.ModelWriter.join;
import static forwardpass.onnx.ModelWriter.text;
import static forwardpass.onnx.ModelWriter.varint;
import static forwardpass.onnx.OnnxModels.assertRefused;
import static forwardpass.onnx.OnnxModels.b;
import static forwardpass.onnx.OnnxModels.matrix;
import static forwardpass.onnx.OnnxModels.read;
import static forwardpass.onnx.OnnxModels.refusal;
import static forwardpass.onnx.OnnxModels.w;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.WeightsException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes a file has, it is refused, or read as protobuf has it. */
class DamagedModelTest {
  @Test
  void aModelCutShortAnywhereIsRefused() {
    byte[] whole = matrix().constant(w(4, 3)).node("MatMul", "x,W->y").output("y", -1, 3).model();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      String message = refusal(cut);
      assertTrue(message.matches("(Truncated|Corrupt): model.*"), message);
    }
  }

  @Test
  void noMutationOfAModelDoesMoreThanRefuse() {
    byte[] whole =
        matrix()
            .constant(w(4, 3))
            .constant(b(3))
            .node("Gemm", "x,W,b->a", attribute("transB", 0))
            .node("Softmax", "a->y", attribute("axis", -1))
            .output("y", -1, 3)
            .model();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        read(mutated);
      } catch (WeightsException e) {
        assertTrue(e.getMessage().contains("model"), e.getMessage());
      }
    }
  }

  /** Where its numbers are taken modulo 2^32, this is a field of four bytes. */
  @Test
  void aLengthBeyondTheFileIsTruncatedHoweverLongItIs() {
    byte[] graph = join(varint((7 << 3) | 2), varint((1L << 32) + 4), new byte[4]);

    assertRefused(
        "Truncated: model, byte 6: expected 4294967300 bytes of ONNX, found 4; copy the file again",
        graph);
    assertRefused(
        "Truncated: model, byte 11: expected 18446744073709551615 bytes of ONNX, found 0; copy the file again",
        join(varint((7 << 3) | 2), varint(-1)));
  }

  /** Where it is taken modulo 2^32, this is field 1. */
  @Test
  void aFieldThatProtobufCannotNumberIsCorrupt() {
    assertRefused(
        "Corrupt: model, byte 5: expected a field's number, found 536870913; copy the file again",
        join(varint((1L << 32) + (1 << 3)), varint(8)));
  }

  @Test
  void aGroupIsCorrupt() {
    assertRefused(
        "Corrupt: model, byte 1: expected a field of a type that ONNX has, found type 3; copy the file again",
        join(varint((9 << 3) | 3), varint((9 << 3) | 4)));
  }

  @Test
  void anIntegerOfMoreThanTenBytesIsCorrupt() {
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xff);

    assertRefused(
        "Corrupt: model, byte 11: expected an integer of at most ten bytes, found a longer one; copy the file again",
        join(varint(1 << 3), endless));
  }

  /** Graphs in attributes of nodes in graphs, as loops have them. */
  @Test
  void messagesMayBeAsDeepAsTheyLikeWhereNobodyLooks() {
    byte[] deep = {};
    for (int i = 0; i < 2000; i++) {
      deep = bytes(1, bytes(5, bytes(6, deep)));
    }
    byte[] model =
        matrix()
            .constant(w(4, 3))
            .node("MatMul", "x,W->y", join(text(1, "body"), bytes(6, deep)))
            .output("y", -1, 3)
            .model();

    assertEquals("4-3(identity)", read(model).toString());
  }
}
