package forwardpass.nn;

import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import forwardpass.weights.NetworkReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What every benchmark works on: the test set of MNIST and the network, both from {@code data/}.
 */
final class TestImages {
  static final int COUNT = 10_000;
  static final int PIXELS = 784;
  static final float SCALE = 1 / 255f;

  private TestImages() {}

  /** The images in batches, [COUNT / batchSize][batchSize, 784]. */
  static byte[][] batches(int batchSize) {
    byte[] pixels = pixels();
    byte[][] batches = new byte[COUNT / batchSize][];
    for (int i = 0; i < batches.length; i++) {
      int size = batchSize * PIXELS;
      batches[i] = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
    }
    return batches;
  }

  private static byte[] pixels() {
    String file = "data/t10k-images-idx3-ubyte.gz";
    try (InputStream in = Gzip.decompress(Files.newInputStream(Path.of(file)), file)) {
      IdxReader reader = new IdxReader(in, IdxHeader.read(in, file), file, 0);
      return reader.readBytes(new byte[0], COUNT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Network network() {
    String file = "data/mnist_weights.pkl";
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return NetworkReader.read(in, file, Optional.empty(), Activations.NOT_GIVEN).model();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
