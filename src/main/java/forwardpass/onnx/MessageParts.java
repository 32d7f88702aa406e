package forwardpass.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message that is put together of parts, whose bytes are only fetched at the end. */
final class MessageParts {
  private static final int BYTES = 2;
  private static final int MOST_VARINT_BYTES = 10;

  private final List<Part> parts = new ArrayList<>();
  private long length;

  /** Bytes that are there, or can be read. */
  interface Part {
    /** How many they are. */
    long length();

    /** Puts them into an array. */
    void copyTo(byte[] into, int start);
  }

  /** How many bytes it has. */
  long length() {
    return length;
  }

  /** Adds a field as it is. */
  void add(ByteBuffer field) {
    add(new Copied(field));
  }

  /** Adds a field of bytes. */
  void add(int field, Part value) {
    addHead(field, value.length());
    add(value);
  }

  /** Adds a field that is a message. */
  void add(int field, MessageParts message) {
    addHead(field, message.length);
    message.parts.forEach(this::add);
  }

  private void add(Part part) {
    parts.add(part);
    length += part.length();
  }

  private void addHead(int field, long bytes) {
    ByteBuffer head = ByteBuffer.allocate(2 * MOST_VARINT_BYTES);
    put(((long) field << 3) | BYTES, head);
    put(bytes, head);
    add(head.flip());
  }

  private static void put(long value, ByteBuffer into) {
    long left = value;
    for (; left > 0x7f; left >>>= 7) {
      into.put((byte) ((left & 0x7f) | 0x80));
    }
    into.put((byte) left);
  }

  /** Puts it into an array of its length. */
  void copyTo(byte[] into) {
    int start = 0;
    for (Part part : parts) {
      part.copyTo(into, start);
      start += Math.toIntExact(part.length());
    }
  }

  private record Copied(ByteBuffer bytes) implements Part {
    @Override
    public long length() {
      return bytes.remaining();
    }

    @Override
    public void copyTo(byte[] into, int start) {
      bytes.get(bytes.position(), into, start, bytes.remaining());
    }
  }
}
