package forwardpass.nn;

import forwardpass.blas.Gemm;
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

/** From pixels to the first layer's pre-activations, for each image, in batches of 100. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FirstLayerBenchmark {
  private static final int BATCH_SIZE = 100;

  /** As many as {@code SparseBytesLayer} takes together. */
  private static final int FEW = 5;

  @Param({"columns", "product", "sparse"})
  public String how;

  private final Dense layer = TestImages.network().layers().get(0);
  private final byte[][] batches = TestImages.batches(BATCH_SIZE);
  private final float[] y = new float[BATCH_SIZE * layer.outputs()];
  private FirstLayer<byte[]> first;

  @Setup
  public void choose() {
    first =
        switch (how) {
          case "product" -> new GemmFirstLayer(layer, Gemm.fastest());
          case "sparse" -> AdaptiveFirstLayer.sparseBytes(layer).orElseThrow();
          default -> onlyFinding(new NonzeroColumns(layer.inputs()));
        };
  }

  /** What vectors begin with. */
  private static FirstLayer<byte[]> onlyFinding(NonzeroColumns columns) {
    return (pixels, start, rows, scale, y) -> {
      for (int row = 0; row < rows; row += FEW) {
        columns.find(pixels, start + row * TestImages.PIXELS, FEW);
      }
    };
  }

  @Benchmark
  @OperationsPerInvocation(TestImages.COUNT)
  public float[] forward() {
    for (byte[] batch : batches) {
      first.forward(batch, 0, BATCH_SIZE, TestImages.SCALE, y);
    }
    return y;
  }
}
