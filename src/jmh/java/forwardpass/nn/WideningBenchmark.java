package forwardpass.nn;

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

/** Finding the columns with ink and widening their pixels, for each image, in batches of 100. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WideningBenchmark {
  private static final int BATCH_SIZE = 100;

  /** How to widen; {@code none} only finds the columns. */
  @Param({"none", "scalar", "vectors"})
  public String how;

  private final byte[][] batches = TestImages.batches(BATCH_SIZE);
  private final NonzeroColumns columns = new NonzeroColumns(TestImages.PIXELS);
  private final float[] selected = new float[BATCH_SIZE * TestImages.PIXELS + Widening.SLACK];
  private Widening widening;

  @Setup
  public void choose() {
    widening =
        switch (how) {
          case "scalar" -> new ScalarWidening();
          case "vectors" -> AdaptiveWidening.vectors().orElseThrow();
          default -> (pixels, rows, found, scale, floats) -> {};
        };
  }

  @Benchmark
  @OperationsPerInvocation(TestImages.COUNT)
  public float[] widen() {
    for (byte[] batch : batches) {
      columns.find(batch, BATCH_SIZE);
      widening.widen(batch, BATCH_SIZE, columns, TestImages.SCALE, selected);
    }
    return selected;
  }

  /** How many values of the last batch there are, in front of what is left of others. */
  int count() {
    return BATCH_SIZE * columns.count();
  }
}
