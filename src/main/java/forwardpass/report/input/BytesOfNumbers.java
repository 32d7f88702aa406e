package forwardpass.report.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The bytes of an image of numbers, in an array that serves for all. It is for one thread. */
final class BytesOfNumbers {
  private FloatBuffer numbers = FloatBuffer.allocate(0);

  private byte[] bytes = {};

  /** The array, which begins with the bytes of so many numbers from a place on. */
  byte[] of(float[] pixels, int start, int size) {
    if (numbers.capacity() < size) {
      bytes = new byte[Math.multiplyExact(size, Float.BYTES)];
      numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    numbers.put(0, pixels, start, size);
    return bytes;
  }
}
