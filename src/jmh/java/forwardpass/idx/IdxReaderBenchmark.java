package forwardpass.idx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reading an IDX file in batches of 100 images, for each image; the file is in the page cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdxReaderBenchmark {
  private static final int BATCH_SIZE = 100;
  private static final int IMAGES = 10_000;
  private static final Path GZIPPED = Path.of("data", "t10k-images-idx3-ubyte.gz");

  /** Whether the file is gzipped. */
  @Param({"false", "true"})
  public boolean gzip;

  private Path file;
  private byte[] batch = {};

  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("images", null);
    try (InputStream packed = Files.newInputStream(GZIPPED);
        InputStream in = gzip ? packed : Gzip.decompress(packed, GZIPPED.toString())) {
      Files.write(file, in.readAllBytes());
    }
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The last batch. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public byte[] read() throws IOException {
    try (InputStream stored = Files.newInputStream(file);
        InputStream in =
            gzip ? Gzip.decompress(stored, "images") : new BufferedInputStream(stored)) {
      IdxReader reader = new IdxReader(in, IdxHeader.read(in, "images"), "images", 0);
      for (int i = 0; i < IMAGES / BATCH_SIZE; i++) {
        batch = reader.readBytes(batch, BATCH_SIZE);
      }
      return batch;
    }
  }
}
