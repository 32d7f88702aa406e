package forwardpass.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** Writes the parts of a model that tests need, by the field numbers of onnx.proto. */
public final class ModelWriter {
  private static final int FLOAT = 1;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
  private int opset = 13;

  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  static byte[] integer(int field, long value) {
    return join(varint(field << 3), varint(value));
  }

  static byte[] bytes(int field, byte[] value) {
    return join(varint((field << 3) | 2), varint(value.length), value);
  }

  static byte[] text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] raw(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  static byte[] dims(int... dims) {
    byte[] out = {};
    for (int dim : dims) {
      out = join(out, integer(1, dim));
    }
    return out;
  }

  public static byte[] tensor(String name, int[] dims, float... values) {
    return join(dims(dims), integer(2, FLOAT), text(8, name), bytes(9, raw(values)));
  }

  public static byte[] longs(String name, long... values) {
    byte[] packed = {};
    for (long value : values) {
      packed = join(packed, varint(value));
    }
    return join(dims(values.length), integer(2, 7), bytes(7, packed), text(8, name));
  }

  static byte[] texts(String name, String... values) {
    byte[] strings = {};
    for (String value : values) {
      strings = join(strings, text(6, value));
    }
    return join(dims(values.length), integer(2, 8), strings, text(8, name));
  }

  static byte[] truth(String name, boolean value) {
    return join(integer(2, 9), text(8, name), bytes(9, new byte[] {(byte) (value ? 1 : 0)}));
  }

  public static byte[] attribute(String name, String... values) {
    byte[] strings = {};
    for (String value : values) {
      strings = join(strings, text(9, value));
    }
    return join(text(1, name), strings, integer(20, 8));
  }

  public static byte[] attribute(String name, long... values) {
    byte[] longs = {};
    for (long value : values) {
      longs = join(longs, integer(8, value));
    }
    return join(text(1, name), longs, integer(20, 7));
  }

  public static byte[] attribute(String name, float... values) {
    return join(text(1, name), bytes(7, raw(values)), integer(20, 6));
  }

  public static byte[] attribute(String name, long value) {
    return join(text(1, name), integer(3, value), integer(20, 2));
  }

  public static byte[] attribute(String name, float value) {
    return join(text(1, name), varint((2 << 3) | 5), raw(value), integer(20, 1));
  }

  public static byte[] attribute(String name, byte[] tensor) {
    return join(text(1, name), bytes(5, tensor), integer(20, 4));
  }

  private static byte[] valueInfo(String name, int type, int... dims) {
    byte[] shape = {};
    for (int dim : dims) {
      shape = join(shape, bytes(1, dim < 0 ? text(2, "n") : integer(1, dim)));
    }
    return join(text(1, name), bytes(2, bytes(1, join(integer(1, type), bytes(2, shape)))));
  }

  ModelWriter opset(int version) {
    opset = version;
    return this;
  }

  public ModelWriter input(String name, int... dims) {
    return inputOf(FLOAT, name, dims);
  }

  /**
   * As {@link #input}, of another type.
   *
   * @param type as TensorProto numbers them
   */
  public ModelWriter inputOf(int type, String name, int... dims) {
    graph.writeBytes(bytes(11, valueInfo(name, type, dims)));
    return this;
  }

  public ModelWriter output(String name, int... dims) {
    graph.writeBytes(bytes(12, valueInfo(name, FLOAT, dims)));
    return this;
  }

  public ModelWriter constant(byte[] tensor) {
    graph.writeBytes(bytes(5, tensor));
    return this;
  }

  /**
   * Adds a node.
   *
   * @param operator after a colon where it is of another domain
   * @param names of inputs, a comma between them, and after an arrow those of outputs
   */
  public ModelWriter node(String operator, String names, byte[]... attributes) {
    byte[] node = {};
    int arrow = names.indexOf("->");
    for (StringTokenizer inputs = new StringTokenizer(names.substring(0, arrow), ",");
        inputs.hasMoreTokens(); ) {
      node = join(node, text(1, inputs.nextToken()));
    }
    for (StringTokenizer outputs = new StringTokenizer(names.substring(arrow + 2), ",");
        outputs.hasMoreTokens(); ) {
      node = join(node, text(2, outputs.nextToken()));
    }
    int colon = operator.indexOf(':');
    node = join(node, text(4, operator.substring(colon + 1)));
    if (colon > 0) {
      node = join(node, text(7, operator.substring(0, colon)));
    }
    for (byte[] attribute : attributes) {
      node = join(node, bytes(5, attribute));
    }
    graph.writeBytes(bytes(1, node));
    return this;
  }

  public byte[] model() {
    return join(
        integer(1, 8),
        text(2, "test"),
        bytes(7, join(graph.toByteArray(), text(2, "graph"))),
        bytes(8, join(text(1, "ai.onnx.ml"), integer(2, 1))),
        bytes(8, integer(2, opset)));
  }
}
