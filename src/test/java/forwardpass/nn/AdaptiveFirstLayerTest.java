package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of a product and vectors that take known times, and say known things, the better is taken. */
class AdaptiveFirstLayerTest {
  private static final int LARGE_JOB = 200_000;
  private static final int ROWS = 20;
  private static final int SLOW = 2_000;

  /** Takes its time, and gives the same for every image. */
  private static final class Timed implements FirstLayer<byte[]> {
    private final int nanosPerImage;
    private final float value;
    private int calls;

    Timed(int nanosPerImage, float value) {
      this.nanosPerImage = nanosPerImage;
      this.value = value;
    }

    @Override
    public void forward(byte[] pixels, int start, int rows, float scale, float[] y) {
      calls++;
      Arrays.fill(y, 0, rows, value);
      long until = System.nanoTime() + (long) rows * nanosPerImage;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * As where a processor cannot multiply and add at once: a trial takes a thousand times as long.
   */
  @Test
  void trialsThatAreOfNoUseEndForAllThatShareThem() {
    for (Trials trials : new Trials[] {new Trials(3, Long.MAX_VALUE), new Trials(1000, 1)}) {
      Timed vectors = new Timed(SLOW, 3);
      for (int task = 0; task < 4; task++) {
        Timed product = new Timed(0, 3);
        AdaptiveFirstLayer<byte[]> first =
            new AdaptiveFirstLayer<>(product, () -> Optional.of(vectors), 1, trials);
        float[] y = new float[LARGE_JOB];
        first.forward(new byte[0], 0, LARGE_JOB, 1, y);
        for (int batch = 0; batch < 100; batch++) {
          first.forward(new byte[0], 0, ROWS, 1, y);
        }
        assertEquals(101, product.calls);
      }
      assertTrue(trials.areSpent());
      assertTrue(vectors.calls <= 3, () -> vectors.calls + " trials");
    }
  }

  /** How many of the last hundred batches of a large job the product computed. */
  private static int batchesOfProduct(Timed product, Optional<FirstLayer<byte[]>> vectors) {
    AdaptiveFirstLayer<byte[]> first =
        new AdaptiveFirstLayer<>(product, () -> vectors, 1, new Trials());
    float[] y = new float[LARGE_JOB];
    first.forward(new byte[0], 0, LARGE_JOB, 1, y);
    for (int batch = 0; batch < 100; batch++) {
      first.forward(new byte[0], 0, ROWS, 1, y);
    }
    int before = product.calls;
    for (int batch = 0; batch < 100; batch++) {
      first.forward(new byte[0], 0, ROWS, 1, y);
      assertEquals(product.value, y[ROWS - 1]);
    }
    return product.calls - before;
  }

  @Test
  void vectorsAreTakenWhereTheyAreFaster() {
    assertEquals(0, batchesOfProduct(new Timed(SLOW, 3), Optional.of(new Timed(0, 3))));
  }

  @Test
  void vectorsAreNotTakenWhereTheyAreSlower() {
    assertEquals(100, batchesOfProduct(new Timed(0, 3), Optional.of(new Timed(SLOW, 3))));
  }

  @Test
  void vectorsAreNotTrustedWhereTheySayOtherwise() {
    assertEquals(100, batchesOfProduct(new Timed(SLOW, 3), Optional.of(new Timed(0, 3.01f))));
    assertEquals(100, batchesOfProduct(new Timed(SLOW, 3), Optional.of(new Timed(0, Float.NaN))));
  }

  @Test
  void aJvmWithoutVectorsDoesWithoutThem() {
    assertEquals(100, batchesOfProduct(new Timed(0, 3), Optional.empty()));
  }
}
