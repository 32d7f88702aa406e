package forwardpass.weights.pickle;

import forwardpass.error.WeightsException;
import forwardpass.weights.data.Chunks;
import forwardpass.weights.data.FilePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a pickle: opcodes and their arguments, little-endian, counted from the start of the
 * file.
 *
 * <p>Memory is taken as bytes arrive, never as a length in the file promises.
 */
final class ByteSource {
  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long bufferOffset;
  private Opcode opcode;
  private long opcodeOffset;
  private long frameEnd;
  private long pickleStart;

  ByteSource(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** Where the current opcode is. */
  FilePosition position() {
    return new FilePosition(file, opcodeOffset);
  }

  /** Where the next byte is. */
  FilePosition here() {
    return new FilePosition(file, offset());
  }

  /** A pickle begins with the next byte. */
  void beginPickle() {
    pickleStart = offset();
    frameEnd = 0;
  }

  /** Where the pickle began. */
  long pickleStart() {
    return pickleStart;
  }

  /** How many bytes have been read. */
  long offset() {
    return bufferOffset + next;
  }

  /** Goes on to the next opcode. */
  Opcode nextOpcode() {
    opcodeOffset = offset();
    if (!hasMore()) {
      throw opcodeOffset == 0
          ? position().truncated("a pickle", "an empty file")
          : position().truncated("an opcode", "the end of the file");
    }
    int code = buffer[next++] & 0xff;
    opcode = Opcode.of(code);
    if (opcode == null) {
      throw position().corrupt("an opcode of pickle", String.format("0x%02x", code));
    }
    return opcode;
  }

  int u1() {
    return (int) number(1);
  }

  int u2() {
    return (int) number(2);
  }

  int i4() {
    return (int) number(4);
  }

  long u4() {
    return number(4);
  }

  /** Eight bytes; negative where the number is 2<sup>63</sup> or more. */
  long u8() {
    return number(8);
  }

  /** A float of eight bytes, as an exception big-endian. */
  double f8() {
    return Double.longBitsToDouble(Long.reverseBytes(number(8)));
  }

  /** A little-endian two's complement number of at most eight bytes. */
  long signed(int bytes) {
    int unused = Long.SIZE - bytes * Byte.SIZE;
    return bytes == 0 ? 0 : number(bytes) << unused >> unused;
  }

  private long number(int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      if (!hasMore()) {
        throw tooShort(bytes, i);
      }
      number |= (buffer[next++] & 0xffL) << (i * Byte.SIZE);
    }
    return number;
  }

  /** The bytes up to the next newline, which is skipped. */
  byte[] line(int longest) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (hasMore()) {
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (line.size() > longest - (stop - next)) {
        throw position()
            .unsupported(
                "a line of at most " + longest + " bytes for " + opcode,
                "a longer one",
                FilePosition.SAVE_ARRAYS);
      }
      line.write(buffer, next, stop - next);
      next = Math.min(stop + 1, end);
      if (stop < end) {
        return line.toByteArray();
      }
    }
    throw position().truncated("a newline after " + opcode, "the end of the file");
  }

  /** So many bytes, in chunks of {@link Chunks#SIZE} and a rest. */
  List<byte[]> chunks(long length) {
    if (length < 0) {
      throw position().corrupt("a length after " + opcode, "a negative one");
    }
    List<byte[]> chunks = new ArrayList<>(1);
    for (long rest = length; rest > 0; rest -= Chunks.SIZE) {
      byte[] chunk = new byte[(int) Math.min(rest, Chunks.SIZE)];
      int found = fill(chunk);
      if (found < chunk.length) {
        throw tooShort(length, length - rest + found);
      }
      chunks.add(chunk);
    }
    return chunks;
  }

  /** As {@link #chunks}, of what belongs to no opcode. */
  List<byte[]> rawChunks(long length) {
    beginRaw();
    return chunks(length);
  }

  /** What follows belongs to no opcode. */
  void beginRaw() {
    opcodeOffset = offset();
    opcode = null;
  }

  private int fill(byte[] chunk) {
    int buffered = Math.min(chunk.length, end - next);
    System.arraycopy(buffer, next, chunk, 0, buffered);
    next += buffered;
    try {
      int direct = in.readNBytes(chunk, buffered, chunk.length - buffered);
      bufferOffset += direct;
      return buffered + direct;
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
  }

  /** Enters a frame: that many bytes must follow before the pickle ends. */
  void beginFrame() {
    long length = u8();
    if (offset() < frameEnd || length < 0 || length > Long.MAX_VALUE - offset()) {
      throw position()
          .corrupt(
              "a frame after the end of the last one",
              "a frame of " + Long.toUnsignedString(length) + " bytes here");
    }
    frameEnd = offset() + length;
  }

  /** Checks that the last frame does not go on after STOP. */
  void expectEndOfFrame() {
    if (offset() < frameEnd) {
      throw position().corrupt("STOP at the end of its frame, byte " + (frameEnd - 1), "it here");
    }
  }

  /** Checks that the file does not go on here. */
  void expectEnd() {
    if (hasMore()) {
      throw new FilePosition(file, offset())
          .corrupt("the end of the file after STOP", "more bytes");
    }
  }

  private boolean hasMore() {
    if (next < end) {
      return true;
    }
    bufferOffset += end;
    next = 0;
    end = 0;
    try {
      end = in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
    return end > 0;
  }

  private WeightsException tooShort(long expected, long found) {
    String of = opcode == null ? "of data" : "after " + opcode;
    return position().truncated(expected + " bytes " + of, String.valueOf(found));
  }
}
