package forwardpass.onnx;

import forwardpass.error.WeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message within the bytes of a file, read field by field. Takes no memory but that of
 * the file, and looks into no message that it is not asked to.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
final class Message {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;
  private static final int MOST_VARINT_BYTES = 10;

  private final byte[] file;
  private final String name;
  private final int end;
  private int next;
  private int field;
  private int type;

  /**
   * @param name what to call the file in messages
   */
  Message(byte[] file, String name) {
    this(file, name, 0, file.length);
  }

  private Message(byte[] file, String name, int start, int end) {
    this.file = file;
    this.name = name;
    this.next = start;
    this.end = end;
  }

  /** Goes on to the next field, whose value has to be taken or skipped before the one after it. */
  boolean hasNext() {
    if (next == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > 536_870_911) {
      throw corrupt("a field's number", String.valueOf(tag >>> 3));
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Whether the field is a sequence of bytes: text, a message, or packed numbers. */
  boolean isBytes() {
    return type == BYTES;
  }

  /** The value of an integer. */
  long integer() {
    require(VARINT);
    return varint();
  }

  /** The value of a float. */
  float float32() {
    require(FIXED_32);
    return Float.intBitsToFloat((int) fixed(Integer.BYTES));
  }

  /** The value of a double. */
  double float64() {
    require(FIXED_64);
    return Double.longBitsToDouble(fixed(Long.BYTES));
  }

  /** The text of a field. */
  String text() {
    Message bytes = message();
    return new String(file, bytes.next, bytes.end - bytes.next, StandardCharsets.UTF_8);
  }

  /** The message that a field is, or its packed numbers. */
  Message message() {
    require(BYTES);
    long length = varint();
    if (length < 0 || length > end - next) {
      throw truncated(Long.toUnsignedString(length), end - next);
    }
    int start = next;
    next += (int) length;
    return new Message(file, name, start, next);
  }

  /** The bytes that are left, little-endian. */
  ByteBuffer rest() {
    return ByteBuffer.wrap(file, next, end - next).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next of packed integers. */
  long packedInteger() {
    return varint();
  }

  /** Whether all is read. */
  boolean isAtEnd() {
    return next == end;
  }

  /** Passes over a field. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED_64 -> fixed(Long.BYTES);
      case BYTES -> message();
      case FIXED_32 -> fixed(Integer.BYTES);
      default -> throw corrupt("a field of a type that ONNX has", "type " + type);
    }
  }

  private void require(int expected) {
    if (type != expected) {
      throw corrupt("field %d of type %d".formatted(field, expected), "type " + type);
    }
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      if (next == end) {
        throw truncated("more", 0);
      }
      byte bits = file[next++];
      value |= (bits & 0x7fL) << (7 * i);
      if (bits >= 0) {
        return value;
      }
    }
    throw corrupt("an integer of at most ten bytes", "a longer one");
  }

  private long fixed(int bytes) {
    if (bytes > end - next) {
      throw truncated(String.valueOf(bytes), end - next);
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (file[next++] & 0xffL) << (Byte.SIZE * i);
    }
    return value;
  }

  private WeightsException truncated(String expected, int found) {
    return new WeightsException(
        "Truncated: %s, byte %d: expected %s bytes of ONNX, found %d; copy the file again"
            .formatted(name, next, expected, found));
  }

  private WeightsException corrupt(String expected, String found) {
    return new WeightsException(
        "Corrupt: %s, byte %d: expected %s, found %s; copy the file again"
            .formatted(name, next, expected, found));
  }
}
