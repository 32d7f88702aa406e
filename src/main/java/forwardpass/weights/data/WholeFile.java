package forwardpass.weights.data;

import forwardpass.error.UsageException;
import java.io.IOException;
import java.io.InputStream;

/** A file that is held in memory whole, where there is room for it. */
public final class WholeFile {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  /** What Spark has for itself. */
  private static final long SPARK_BYTES = 64L << 20;

  /** The file, its numbers, those scaled, and the layers made of them. */
  private static final int COPIES = 4;

  private WholeFile() {}

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what messages call it
   * @throws UsageException where memory does not hold it and what is made of it
   */
  public static byte[] readAll(InputStream in, String file) {
    return readAll(in, file, Runtime.getRuntime().maxMemory());
  }

  /**
   * As for this JVM.
   *
   * @param memory what the JVM can have, in bytes
   */
  static byte[] readAll(InputStream in, String file, long memory) {
    int most = (int) Math.min(MOST_BYTES, Math.max(0, memory - SPARK_BYTES) / COPIES);
    try {
      byte[] bytes = in.readNBytes(most);
      if (in.read() < 0) {
        return bytes;
      }
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
    if (most == MOST_BYTES) {
      throw new FilePosition(file, most)
          .unsupported("a file of less than 2 GiB", "more", "save the weights as safetensors");
    }
    throw new UsageException(
        "Cannot read %s in %d MiB of memory: expected a file of at most %d MiB, found more; give more with --driver-memory"
            .formatted(file, memory >> 20, most >> 20));
  }
}
