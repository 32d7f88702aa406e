package forwardpass.report.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** Digests of 64 bits, by which images are told apart (XXH64). It is for one thread. */
final class ImageDigest {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  private static final long SEED = 0;

  /** Numbers as bytes. */
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  long of(byte[] pixels, int start, int size) {
    return XXH64.hash(pixels, start, size, SEED);
  }

  long of(float[] pixels, int start, int size) {
    int length = Math.multiplyExact(size, Float.BYTES);
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    }
    bytes.asFloatBuffer().put(pixels, start, size);
    return XXH64.hash(bytes.array(), 0, length, SEED);
  }
}
