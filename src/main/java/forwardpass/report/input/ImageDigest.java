package forwardpass.report.input;

import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * What images are told apart by: a {@link Checksum}, which takes little time, and of those that it
 * chooses a digest of 64 bits (XXH64).
 */
final class ImageDigest {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  private static final long SEED = 0;

  private ImageDigest() {}

  /** How many zeros the first 32 bits of an image's checksum begin with. */
  static int zeros(byte[] pixels, int start, int length) {
    return Integer.numberOfLeadingZeros(
        (int) (Checksum.of(pixels, start, length) >>> Integer.SIZE));
  }

  static long of(byte[] pixels, int start, int length) {
    return XXH64.hash(pixels, start, length, SEED);
  }
}
