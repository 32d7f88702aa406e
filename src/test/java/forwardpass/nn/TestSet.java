package forwardpass.nn;

import static java.util.Objects.checkIndex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The images of MNIST's test set, read with nothing of ours. */
final class TestSet {
  static final int IMAGES = 10_000;
  static final int PIXELS = 784;
  private static final int IDX_HEADER_BYTES = 16;
  private static final Path FILE = Path.of("data", "t10k-images-idx3-ubyte.gz");

  private TestSet() {}

  /** The first images, [count, 784]. */
  static byte[] pixels(int count) throws IOException {
    checkIndex(count - 1, IMAGES);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      in.skipNBytes(IDX_HEADER_BYTES);
      return in.readNBytes(count * PIXELS);
    }
  }
}
