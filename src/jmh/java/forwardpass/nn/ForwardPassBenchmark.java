package forwardpass.nn;

import forwardpass.blas.Gemm;
import forwardpass.model.Predictions;
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

/** From pixels to predictions, for each image. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForwardPassBenchmark {
  /** Images in a matrix product. */
  @Param({"1", "10", "100", "1000"})
  public int batchSize;

  private final Network network = TestImages.network();
  private final ForwardPass forwardPass = new ForwardPass(network, Gemm.fastest());
  private byte[][] batches;

  @Setup
  public void read() {
    batches = TestImages.batches(batchSize);
  }

  /** The sum of all predictions. */
  @Benchmark
  @OperationsPerInvocation(TestImages.COUNT)
  public long predict() {
    long sum = 0;
    for (byte[] batch : batches) {
      float[] outputs = forwardPass.run(batch, batchSize, TestImages.SCALE);
      for (int predicted : Predictions.of(outputs, batchSize, network.outputs()).classes()) {
        sum += predicted;
      }
    }
    return sum;
  }
}
