package forwardpass.snappy;

import forwardpass.idx.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
import org.xerial.snappy.Snappy;

/** Unpacking MNIST's images, for each, from a block of 1,300, as a page of Parquet has. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnappyBlockBenchmark {
  private static final int IMAGES = 1300;
  private static final int PIXELS = 784;
  private static final Path GZIPPED = Path.of("data", "t10k-images-idx3-ubyte.gz");

  /** What the pixels are. */
  @Param({"bytes", "floats"})
  public String pixels;

  private byte[] block;
  private byte[] unpacked;

  @Setup
  public void compress() throws IOException {
    byte[] images = new byte[IMAGES * PIXELS];
    try (InputStream in = Gzip.decompress(Files.newInputStream(GZIPPED), GZIPPED.toString())) {
      in.skipNBytes(16); // the header
      in.readNBytes(images, 0, images.length);
    }
    byte[] content = pixels.equals("bytes") ? images : floats(images);
    block = Snappy.compress(content);
    unpacked = new byte[content.length];
  }

  private static byte[] floats(byte... images) {
    ByteBuffer floats = ByteBuffer.allocate(Float.BYTES * images.length);
    for (byte pixel : images) {
      floats.putFloat((pixel & 0xff) / 255f);
    }
    return floats.array();
  }

  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public byte[] unpack() throws IOException {
    new SnappyBlock(block, 0, block.length).unpack(unpacked, 0);
    return unpacked;
  }

  /** The library in C. */
  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public byte[] library() throws IOException {
    Snappy.uncompress(block, 0, block.length, unpacked, 0);
    return unpacked;
  }
}
