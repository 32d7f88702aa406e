package forwardpass.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderBenchmarkTest {
  private static final int BATCH_BYTES = 100 * 784;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theReadingThatIsMeasuredEndsWithTheLastBatchOfTheFile(boolean gzip) throws IOException {
    byte[] file;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of("data", "t10k-images-idx3-ubyte.gz")))) {
      file = in.readAllBytes();
    }
    IdxReaderBenchmark benchmark = new IdxReaderBenchmark();
    benchmark.gzip = gzip;
    benchmark.write();
    try {
      assertArrayEquals(
          Arrays.copyOfRange(file, file.length - BATCH_BYTES, file.length), benchmark.read());
    } finally {
      benchmark.delete();
    }
  }
}
