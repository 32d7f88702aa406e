package forwardpass.nn;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Widens one by one, until this JVM has seen so many images that it is a large job, and then with
 * vectors where the JVM has them. Both give the same floats.
 */
final class AdaptiveWidening implements Widening {
  /** Compiling the vectors takes a quarter of a second: what they save in a million images. */
  private static final long LARGE_JOB = 100_000;

  private static final AtomicLong IMAGES = new AtomicLong();

  private Widening widening = new ScalarWidening();
  private boolean adapted;

  @Override
  public void widen(
      byte[] pixels, int rows, NonzeroColumns columns, float scale, float[] selected) {
    if (!adapted && IMAGES.addAndGet(rows) > LARGE_JOB) {
      widening = vectors().orElse(widening);
      adapted = true;
    }
    widening.widen(pixels, rows, columns, scale, selected);
  }

  /** Absent where the JVM was started without the module, or has vectors too short to pay. */
  static Optional<Widening> vectors() {
    try {
      return Optional.of(
          Class.forName("forwardpass.nn.VectorWidening")
              .asSubclass(Widening.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
