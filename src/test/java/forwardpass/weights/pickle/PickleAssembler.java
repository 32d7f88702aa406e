package forwardpass.weights.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pickles opcode by opcode, each method one opcode by its name in the specification. */
final class PickleAssembler {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Bytes as they are, each below 256. */
  PickleAssembler raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /** Characters as they are, each below 256. */
  PickleAssembler raw(String text) {
    bytes.writeBytes(text.getBytes(ISO_8859_1));
    return this;
  }

  PickleAssembler little(int size, long number) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    bytes.write(all, 0, size);
    return this;
  }

  PickleAssembler proto(int protocol) {
    return raw(0x80, protocol);
  }

  PickleAssembler frame(long length) {
    return raw(0x95).little(8, length);
  }

  PickleAssembler none() {
    return raw("N");
  }

  PickleAssembler newtrue() {
    return raw(0x88);
  }

  PickleAssembler newfalse() {
    return raw(0x89);
  }

  PickleAssembler binint(int number) {
    return raw("J").little(4, number);
  }

  PickleAssembler binunicode(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    raw("X").little(4, utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  PickleAssembler binbytes(byte... data) {
    raw("B").little(4, data.length);
    bytes.writeBytes(data);
    return this;
  }

  PickleAssembler bytearray8(byte... data) {
    raw(0x96).little(8, data.length);
    bytes.writeBytes(data);
    return this;
  }

  PickleAssembler mark() {
    return raw("(");
  }

  PickleAssembler emptyTuple() {
    return raw(")");
  }

  PickleAssembler tuple() {
    return raw("t");
  }

  /** TUPLE1, TUPLE2 or TUPLE3. */
  PickleAssembler tuple(int size) {
    return raw(0x84 + size);
  }

  PickleAssembler emptyDict() {
    return raw("}");
  }

  PickleAssembler setitem() {
    return raw("s");
  }

  PickleAssembler setitems() {
    return raw("u");
  }

  PickleAssembler binput(int index) {
    return raw('q', index);
  }

  PickleAssembler binget(int index) {
    return raw('h', index);
  }

  PickleAssembler memoize() {
    return raw(0x94);
  }

  PickleAssembler global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  PickleAssembler stackGlobal() {
    return raw(0x93);
  }

  PickleAssembler reduce() {
    return raw("R");
  }

  PickleAssembler build() {
    return raw("b");
  }

  /** The whole pickle. */
  byte[] stop() {
    return raw(".").toByteArray();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  int size() {
    return bytes.size();
  }

  /** A complete dtype: {@code dtype("f4", "<")}. */
  PickleAssembler dtype(String code, String order) {
    return dtypeWithoutState(code).dtypeState(order).build();
  }

  PickleAssembler dtypeWithoutState(String code) {
    return global("numpy", "dtype").binunicode(code).newfalse().newtrue().tuple(3).reduce();
  }

  PickleAssembler dtypeState(String order) {
    mark().binint(3).binunicode(order).none().none().none();
    return binint(-1).binint(-1).binint(0).tuple();
  }

  /** An array that waits for its state. */
  PickleAssembler reconstruct() {
    global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray");
    return binint(0).tuple(1).binbytes((byte) 'b').tuple(3).reduce();
  }

  PickleAssembler shape(int... lengths) {
    mark();
    for (int length : lengths) {
      binint(length);
    }
    return tuple();
  }

  /** A vector of float32. */
  PickleAssembler vector(float... values) {
    reconstruct().mark().binint(1).shape(values.length).dtype("f4", "<").newfalse();
    return binbytes(littleEndian(values)).tuple().build();
  }

  static byte[] littleEndian(float... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat(value);
    }
    return data.array();
  }
}
