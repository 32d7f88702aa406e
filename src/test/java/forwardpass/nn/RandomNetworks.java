package forwardpass.nn;

import forwardpass.nn.NaiveNetwork.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Networks and images made by a seed. Their numbers are sixteenths, so that the sums before a step
 * are exact in floats and in doubles, and no rounding decides on which side of 0 one falls.
 */
final class RandomNetworks {
  private static final int[] WIDTHS = {19, 13, 3, 17, 11, 5};

  private RandomNetworks() {}

  /** The number of values of each image that {@link #of} takes. */
  static int inputs() {
    return WIDTHS[0];
  }

  /** A network of odd widths; all of its layers but the last have the activation given. */
  static NaiveNetwork of(int depth, Activation hidden, Activation last) {
    Random random = new Random(depth);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      int inputs = WIDTHS[i];
      int outputs = WIDTHS[i + 1];
      layers.add(
          new Layer(
              inputs,
              outputs,
              sixteenths(random, inputs * outputs),
              sixteenths(random, outputs),
              i == depth - 1 ? last : hidden));
    }
    return new NaiveNetwork(layers);
  }

  /** Values from -1/2 to 1/2. */
  static float[] sixteenths(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.nextInt(17) - 8) / 16f;
    }
    return values;
  }

  /** Images of which four pixels in five are blank, as in MNIST. */
  static byte[] bytes(Random random, int count) {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(5) == 0 ? (byte) random.nextInt(256) : 0;
    }
    return values;
  }
}
