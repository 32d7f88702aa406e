package forwardpass.onnx;

import forwardpass.error.WeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A protobuf message within the bytes of a file, read field by field. It takes no memory but that
 * of the file, and looks into no message that it is not asked to.
 *
 * <p>Protobuf's own reader is no stand-in: it takes lengths and tags modulo 2^32, its failures have
 * no place, and a Spark that is downloaded does not bring it.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
final class Message {
  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int FIXED_32 = 5;
  private static final int BYTES = 2;
  private static final int MOST_VARINT_BYTES = 10;
  private static final int MOST_FIELD = (1 << 29) - 1;

  /** A part of the array that is the file: its offset there is the message's place. */
  private final ByteBuffer in;

  private final String file;
  private int start;
  private int field;
  private int type;

  /**
   * @param in the whole array of a file, or a part of it
   * @param file what to call the file in messages
   */
  Message(ByteBuffer in, String file) {
    this.in = in.slice();
    this.file = file;
  }

  /** Goes on to the next field, whose value has to be taken or skipped before the one after it. */
  boolean hasNext() {
    if (!in.hasRemaining()) {
      return false;
    }
    start = in.position();
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > MOST_FIELD) {
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
    return take(Float.BYTES).getFloat();
  }

  /** The text of a field. */
  String text() {
    ByteBuffer text = bytes();
    return new String(text.array(), text.arrayOffset(), text.remaining(), StandardCharsets.UTF_8);
  }

  /** The message that a field is. */
  Message message() {
    return new Message(bytes(), file);
  }

  /** The bytes that a field is, little-endian; a view of the file. */
  ByteBuffer bytes() {
    require(BYTES);
    return take(varint());
  }

  /** The bytes of the numbers of a repeated field: packed, or one by itself of the given type. */
  ByteBuffer numbers(int single) {
    if (isBytes()) {
      return bytes();
    }
    require(single);
    int start = in.position();
    skip();
    return view(start, in.position() - start);
  }

  /** Takes the integers of a repeated field, packed or one by itself. */
  void integers(LongConsumer each) {
    for (Message numbers = new Message(numbers(VARINT), file); numbers.in.hasRemaining(); ) {
      each.accept(numbers.varint());
    }
  }

  /** Takes the floats of a repeated field, packed or one by itself. */
  void floats(DoubleConsumer each) {
    for (ByteBuffer numbers = numbers(FIXED_32); numbers.remaining() >= Float.BYTES; ) {
      each.accept(numbers.getFloat());
    }
  }

  /** Passes over a field. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED_64 -> take(Long.BYTES);
      case BYTES -> bytes();
      case FIXED_32 -> take(Integer.BYTES);
      default -> throw corrupt("a field of a type that ONNX has", "type " + type);
    }
  }

  /** Passes over a field; gives its bytes, tag and length included. */
  ByteBuffer whole() {
    skip();
    return view(start, in.position() - start);
  }

  /** The integer that comes next, as fields have it and packed numbers. */
  long varint() {
    long value = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      if (!in.hasRemaining()) {
        throw truncated("more");
      }
      byte bits = in.get();
      value |= (bits & 0x7fL) << (7 * i);
      if (bits >= 0) {
        return value;
      }
    }
    throw corrupt("an integer of at most ten bytes", "a longer one");
  }

  private ByteBuffer take(long length) {
    if (length < 0 || length > in.remaining()) {
      throw truncated(Long.toUnsignedString(length));
    }
    int start = in.position();
    in.position(start + (int) length);
    return view(start, (int) length);
  }

  private ByteBuffer view(int start, int length) {
    return in.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void require(int expected) {
    if (type != expected) {
      throw corrupt("field %d of type %d".formatted(field, expected), "type " + type);
    }
  }

  private WeightsException truncated(String expected) {
    return new WeightsException(
        "Truncated: %s, byte %d: expected %s bytes of ONNX, found %d; copy the file again"
            .formatted(file, place(), expected, in.remaining()));
  }

  private WeightsException corrupt(String expected, String found) {
    return new WeightsException(
        "Corrupt: %s, byte %d: expected %s, found %s; copy the file again"
            .formatted(file, place(), expected, found));
  }

  private int place() {
    return in.arrayOffset() + in.position();
  }
}
