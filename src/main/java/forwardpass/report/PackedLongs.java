package forwardpass.report;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers from 0 up in few bytes: a small one in one, and zeros that follow one another together.
 */
final class PackedLongs {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private PackedLongs() {}

  /** Writes a number, its lowest bits first, seven to a byte. */
  static void write(DataOutput out, long number) throws IOException {
    long rest = number;
    while (rest >= MORE) {
      out.writeByte((int) rest | MORE);
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; ; shift += BITS) {
      int part = in.readUnsignedByte();
      number |= (long) (part & (MORE - 1)) << shift;
      if (part < MORE) {
        return number;
      }
    }
  }

  /** Writes an array: each number that is not zero, after the count of zeros before it. */
  static void writeAll(DataOutput out, long... numbers) throws IOException {
    write(out, numbers.length);
    int zeros = 0;
    for (long number : numbers) {
      if (number == 0) {
        zeros++;
      } else {
        write(out, zeros);
        write(out, number);
        zeros = 0;
      }
    }
    write(out, zeros);
  }

  static long[] readAll(DataInput in) throws IOException {
    long[] numbers = new long[Math.toIntExact(read(in))];
    int next = (int) read(in);
    while (next < numbers.length) {
      numbers[next++] = read(in);
      next += (int) read(in);
    }
    return numbers;
  }
}
