package forwardpass.nn;

import forwardpass.blas.Gemm;
import java.util.Optional;
import java.util.Random;

/** A few images, always the same, through a network with this machine's BLAS and with Java's. */
public final class SelfTest {
  /** Single precision, added in another order. */
  private static final float TOLERANCE = 1e-4f;

  private static final int IMAGES = 16;

  private SelfTest() {}

  /** What differs; empty where nothing does. */
  public static Optional<String> run(Network network) {
    Random random = new Random(3);
    float[] images = new float[IMAGES * network.inputs()];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
    float[] expected = new ForwardPass(network, Gemm.java()).run(images, IMAGES, 1).clone();
    float[] found = new ForwardPass(network, Gemm.fastest()).run(images, IMAGES, 1);
    return compare(expected, found, network.outputs());
  }

  static Optional<String> compare(float[] expected, float[] found, int width) {
    for (int i = 0; i < IMAGES * width; i++) {
      if (!(Math.abs(expected[i] - found[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i])))) {
        return Optional.of(
            "output %d of image %d: expected %s, found %s"
                .formatted(i % width, i / width, expected[i], found[i]));
      }
    }
    return Optional.empty();
  }
}
