package forwardpass.nn;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An activation, for each image, in batches of 100: of 10 values as at the output, or of 150. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ActivationBenchmark {
  private static final int BATCH_SIZE = 100;
  private static final int MOST = 150;

  /** Which one. */
  @Param public Activation activation;

  /** Values of an image. */
  @Param({"10", "150"})
  public int width;

  private final float[] logits = logits();
  private final float[] values = new float[logits.length];

  private static float[] logits() {
    Random random = new Random(1);
    float[] values = new float[BATCH_SIZE * MOST];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 4;
    }
    return values;
  }

  /** Of the same values every time, copied first. */
  @Benchmark
  @OperationsPerInvocation(BATCH_SIZE)
  public float[] apply() {
    System.arraycopy(logits, 0, values, 0, BATCH_SIZE * width);
    activation.apply(values, BATCH_SIZE, width);
    return values;
  }
}
