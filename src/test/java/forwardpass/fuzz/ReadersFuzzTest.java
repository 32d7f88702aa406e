package forwardpass.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import forwardpass.error.ForwardpassException;
import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import forwardpass.nn.Activations;
import forwardpass.onnx.OnnxReader;
import forwardpass.snappy.SnappyBlock;
import forwardpass.weights.NetworkReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.xerial.snappy.Snappy;

/**
 * Whatever bytes a file has, each reader takes them, or refuses them with one of the project's own
 * exceptions. {@code mvn verify} reads the corpus; with {@code JAZZER_FUZZ=1} one test at a time
 * looks for more.
 */
class ReadersFuzzTest {
  private static final String NAME = "file";
  private static final int BATCH_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "15s")
  void idx(byte[] bytes) throws IOException {
    try (InputStream in = new ByteArrayInputStream(bytes);
        InputStream content = Gzip.isGzip(bytes) ? Gzip.decompress(in, NAME) : in) {
      IdxHeader header = IdxHeader.read(content, NAME);
      int batch = BATCH_BYTES / header.itemBytes() + 1;
      float[] features = {};
      try (IdxReader reader = new IdxReader(content, header, NAME, 0)) {
        for (long read = 0; read < header.count(); read += batch) {
          features = reader.readFloats(features, (int) Math.min(batch, header.count() - read));
        }
        reader.expectEnd();
      }
    } catch (ForwardpassException e) {
      // refused
    }
  }

  @FuzzTest(maxDuration = "15s")
  void weights(byte[] bytes) {
    try {
      NetworkReader.read(
          new ByteArrayInputStream(bytes), NAME, Optional.empty(), Activations.NOT_GIVEN);
    } catch (ForwardpassException e) {
      // refused
    }
  }

  @FuzzTest(maxDuration = "15s")
  void onnx(byte[] bytes) {
    try {
      OnnxReader.read(new ByteArrayInputStream(bytes), NAME);
    } catch (ForwardpassException e) {
      // refused
    }
  }

  /** Says what the library in C says; refuses with what Parquet expects. */
  @FuzzTest(maxDuration = "15s")
  void snappy(byte[] bytes) throws IOException {
    boolean isBlock = Snappy.isValidCompressedBuffer(bytes);
    byte[] unpacked = {};
    try {
      SnappyBlock block = new SnappyBlock(bytes, 0, bytes.length);
      if (block.length() > BATCH_BYTES) {
        return;
      }
      unpacked = new byte[block.length()];
      block.unpack(unpacked, 0);
    } catch (IOException e) {
      assertFalse(isBlock, e.getMessage());
      return;
    }
    assertArrayEquals(Snappy.uncompress(bytes), unpacked);
  }

  @FuzzTest(maxDuration = "15s")
  void image(byte[] bytes) {
    try {
      new ImageDecoder(28, 28).decode(bytes);
    } catch (BadImageException e) {
      // refused
    }
  }
}
