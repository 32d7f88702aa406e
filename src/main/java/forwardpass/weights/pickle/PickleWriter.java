package forwardpass.weights.pickle;

import forwardpass.nn.Tensor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a dict of float32 NumPy arrays as a pickle of protocol 3, which Python 3 with any NumPy
 * loads with {@code pickle.load}. Opcodes are those of CPython's {@code Lib/pickletools.py}.
 */
public final class PickleWriter {
  private PickleWriter() {}

  /** Writes the arrays in the order of the map; the stream stays open. */
  public static void write(Map<String, Tensor> tensors, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeBytes("\u0080\u0003}("); // PROTO 3, EMPTY_DICT, MARK
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      writeText(entry.getKey(), out);
      writeArray(entry.getValue(), out);
    }
    out.writeBytes("u."); // SETITEMS, STOP
    out.flush();
  }

  /** {@code _reconstruct(ndarray, (0,), b'b')}, then its state: (1, shape, dtype, False, data). */
  private static void writeArray(Tensor tensor, DataOutputStream out) throws IOException {
    out.writeBytes(
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085C\u0001b\u0087R");
    out.writeBytes("(K\u0001");
    writeShape(tensor.shape(), out);
    writeDtype(out);
    out.writeByte('\u0089'); // NEWFALSE: not in Fortran order
    writeBytes(tensor.values(), out);
    out.writeBytes("tb"); // TUPLE, BUILD
  }

  private static void writeShape(List<Integer> shape, DataOutputStream out) throws IOException {
    out.writeByte('(');
    for (int length : shape) {
      out.writeByte('J'); // BININT
      out.writeInt(Integer.reverseBytes(length));
    }
    out.writeByte('t');
  }

  /** {@code dtype('f4', False, True)}, then its state: (3, '<', None, None, None, -1, -1, 0). */
  private static void writeDtype(DataOutputStream out) throws IOException {
    out.writeBytes("cnumpy\ndtype\n");
    writeText("f4", out);
    out.writeBytes("\u0089\u0088\u0087R(K\u0003");
    writeText("<", out);
    out.writeBytes("NNNJ");
    out.writeInt(-1);
    out.writeByte('J');
    out.writeInt(-1);
    out.writeBytes("K\u0000tb");
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte('X'); // BINUNICODE
    out.writeInt(Integer.reverseBytes(utf8.length));
    out.write(utf8);
  }

  private static void writeBytes(float[] values, DataOutputStream out) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    out.writeByte('B'); // BINBYTES
    out.writeInt(Integer.reverseBytes(bytes.capacity()));
    out.write(bytes.array());
  }
}
