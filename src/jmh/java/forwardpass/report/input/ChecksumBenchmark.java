package forwardpass.report.input;

import forwardpass.idx.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Checksums of MNIST's images, for each: of one in 32 they begin with five zeros. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
  private static final int IMAGES = 10_000;
  private static final int PIXELS = 784;
  private static final int ZEROS = 5;
  private static final Path GZIPPED = Path.of("data", "t10k-images-idx3-ubyte.gz");

  private final byte[] images = new byte[IMAGES * PIXELS];
  private final CRC32 crc = new CRC32();

  @Setup
  public void read() throws IOException {
    try (InputStream in = Gzip.decompress(Files.newInputStream(GZIPPED), GZIPPED.toString())) {
      in.skipNBytes(16); // the header
      in.readNBytes(images, 0, images.length);
    }
  }

  /** How many images the report's checksum chooses. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public int ours() {
    int chosen = 0;
    for (int start = 0; start < images.length; start += PIXELS) {
      chosen += Long.numberOfLeadingZeros(Checksum.of(images, start, PIXELS)) >= ZEROS ? 1 : 0;
    }
    return chosen;
  }

  /** How many CRC-32 does. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public int crc32() {
    int chosen = 0;
    for (int start = 0; start < images.length; start += PIXELS) {
      crc.reset();
      crc.update(images, start, PIXELS);
      chosen += Integer.numberOfLeadingZeros((int) crc.getValue()) >= ZEROS ? 1 : 0;
    }
    return chosen;
  }
}
