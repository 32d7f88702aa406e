package forwardpass.weights.pickle;

import forwardpass.weights.data.StoredTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading the network's weights, 45,360 numbers, from a pickle in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PickleReaderBenchmark {
  private byte[] pickle;

  @Setup
  public void load() throws IOException {
    pickle = Files.readAllBytes(Path.of("data", "mnist_weights.pkl"));
  }

  @Benchmark
  public Map<String, StoredTensor> read() {
    return PickleReader.read(new ByteArrayInputStream(pickle), "mnist_weights.pkl").tensors();
  }
}
