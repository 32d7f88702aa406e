package forwardpass.report.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * What images are told apart by: a {@link Checksum}, which takes little time, and of those that it
 * chooses a digest of 64 bits (XXH64). It is for one thread.
 */
final class ImageDigest {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  private static final long SEED = 0;

  /** Numbers, as the bytes of the array below. */
  private FloatBuffer numbers = FloatBuffer.allocate(0);

  private byte[] bytesOfNumbers = {};

  private byte[] image;
  private int start;
  private int length;

  /** Goes to an image of bytes. */
  void begin(byte[] pixels, int from, int size) {
    image = pixels;
    start = from;
    length = size;
  }

  /** Goes to an image of numbers. */
  void begin(float[] pixels, int from, int size) {
    if (numbers.capacity() < size) {
      bytesOfNumbers = new byte[Math.multiplyExact(size, Float.BYTES)];
      numbers = ByteBuffer.wrap(bytesOfNumbers).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    numbers.put(0, pixels, from, size);
    begin(bytesOfNumbers, 0, size * Float.BYTES);
  }

  /** How many zeros the first 32 bits of its checksum begin with. */
  int zeros() {
    return Integer.numberOfLeadingZeros((int) (Checksum.of(image, start, length) >>> Integer.SIZE));
  }

  long digest() {
    return XXH64.hash(image, start, length, SEED);
  }
}
