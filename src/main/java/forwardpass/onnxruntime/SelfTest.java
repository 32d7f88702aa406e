package forwardpass.onnxruntime;

import forwardpass.model.Session;
import java.util.Optional;
import java.util.Random;

/** A few images, always the same, together and one by one: a machine gives the same for both. */
final class SelfTest {
  private static final float TOLERANCE = 1e-3f;

  private static final int IMAGES = 3;

  private SelfTest() {}

  /** What differs; empty where nothing does. */
  static Optional<String> run(GraphModel model) {
    Random random = new Random(3);
    int most = model.isOfPixels() ? 255 : 1;
    float[] images = new float[IMAGES * model.inputs()];
    for (int i = 0; i < images.length; i++) {
      float value = random.nextFloat() * most;
      images[i] = most == 1 ? value : (int) value;
    }
    try (Session together = model.open(false);
        Session single = model.open(true)) {
      float[] found = together.run(images, IMAGES, 1);
      float[] expected = single.run(images, IMAGES, 1);
      for (int i = 0; i < IMAGES * model.outputs(); i++) {
        float limit = TOLERANCE * Math.max(1, Math.abs(expected[i]));
        if (!(Math.abs(expected[i] - found[i]) <= limit)) {
          return Optional.of(
              "output %d of image %d: expected %s, found %s"
                  .formatted(i % model.outputs(), i / model.outputs(), expected[i], found[i]));
        }
      }
    }
    return Optional.empty();
  }
}
