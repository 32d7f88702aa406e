package forwardpass.nn;

import forwardpass.blas.Gemm;
import java.util.Random;
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

/**
 * The matrix product of one layer, for each image, in batches of 100: 784x50, and 495x50 where
 * blank columns are left out, 50x100, 100x10.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GemmBenchmark {
  private static final int BATCH_SIZE = 100;

  /** What multiplies. */
  @Param({"fastest", "java"})
  public String blas;

  /** Inputs and outputs of the layer. */
  @Param({"784x50", "495x50", "50x100", "100x10"})
  public String layer;

  private Gemm gemm;
  private int inputs;
  private int outputs;
  private float[] x;
  private float[] w;
  private float[] y;

  @Setup
  public void fill() {
    gemm = blas.equals("java") ? Gemm.java() : Gemm.fastest();
    String[] shape = layer.split("x", 2);
    inputs = Integer.parseInt(shape[0]);
    outputs = Integer.parseInt(shape[1]);
    Random random = new Random(1);
    x = numbers(random, BATCH_SIZE * inputs);
    w = numbers(random, inputs * outputs);
    y = new float[BATCH_SIZE * outputs];
  }

  private static float[] numbers(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  @Benchmark
  @OperationsPerInvocation(BATCH_SIZE)
  public float[] multiply() {
    gemm.multiplyAdd(BATCH_SIZE, inputs, outputs, x, w, y);
    return y;
  }
}
