package forwardpass.report.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A checksum of bytes: four polynomials, of which each takes every fourth word of 64 bits, modulo
 * 2<sup>64</sup> (Horner's rule). A word takes a processor two instructions. It says less than
 * CRC-32: that two images have the same is no proof that they are equal.
 */
final class Checksum {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * From a word to the next. What only the last bits of a word tell apart, few bits of a product
   * do: the last byte is the first one of the next word too.
   */
  private static final int STEP = Long.BYTES - 1;

  /** Odd, so that no bit of a word is lost; the first is 2<sup>64</sup> over the golden ratio. */
  private static final long AT = 0x9E3779B97F4A7C15L;

  /** By no whole bytes: the last word has bytes of the one before it, which are not to cancel. */
  private static final int TURN = 29;

  private static final long SECOND = 0xBF58476D1CE4E5B9L;
  private static final long THIRD = 0x94D049BB133111EBL;
  private static final long FOURTH = 0xC2B2AE3D27D4EB4FL;

  private Checksum() {}

  /** The checksum of so many bytes from a place on. */
  static long of(byte[] bytes, int start, int length) {
    long first = length;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int end = start + length;
    int lastWord = end - Long.BYTES;
    int at = start;
    for (; at <= lastWord - 3 * STEP; at += 4 * STEP) {
      first = first * AT + word(bytes, at);
      second = second * AT + word(bytes, at + STEP);
      third = third * AT + word(bytes, at + 2 * STEP);
      fourth = fourth * AT + word(bytes, at + 3 * STEP);
    }
    long sum = first + second * SECOND + third * THIRD + fourth * FOURTH;
    for (; at <= lastWord; at += STEP) {
      sum = sum * AT + word(bytes, at);
    }
    if (length >= Long.BYTES) {
      sum = sum * AT + Long.rotateLeft(word(bytes, lastWord), TURN);
    } else {
      for (; at < end; at++) {
        sum = sum * AT + bytes[at];
      }
    }
    return mixed(sum);
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** The first bits of a product depend on all bits, the last on few: they are to do so too. */
  private static long mixed(long sum) {
    long product = (sum ^ sum >>> 32) * SECOND;
    return product ^ product >>> 29;
  }
}
