package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.blas.Gemm;
import forwardpass.model.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network, batch size, kind of image and BLAS gives what three loops give. */
class ForwardPassAgreementTest {
  private static final double OUTPUT_TOLERANCE = 1e-5;
  private static final int LARGEST_BATCH = 257;

  /** A power of two, so that scaling is exact. */
  private static final float SCALE = 1 / 256f;

  /** Every depth with half of the activations, every activation with half of the depths. */
  static Stream<Arguments> networks() {
    Activation[] activations = Activation.values();
    return IntStream.rangeClosed(1, 5)
        .boxed()
        .flatMap(
            depth ->
                IntStream.range(0, activations.length)
                    .filter(i -> (i + depth) % 2 == 0)
                    .mapToObj(i -> activations[i])
                    .map(activation -> Arguments.of(depth, activation, last(depth, activation))));
  }

  private static Activation last(int depth, Activation activation) {
    if (depth == 1) {
      return activation;
    }
    return depth % 2 == 0 ? Activation.SOFTMAX : Activation.IDENTITY;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void batchesOfBytesGiveWhatTheNaiveNetworkGives(int depth, Activation hidden, Activation last) {
    NaiveNetwork naive = RandomNetworks.of(depth, hidden, last);
    int inputs = RandomNetworks.inputs();
    byte[] pixels = RandomNetworks.bytes(new Random(9), LARGEST_BATCH * inputs);
    double[][] expected = new double[LARGEST_BATCH][];
    for (int row = 0; row < LARGEST_BATCH; row++) {
      double[] image = new double[inputs];
      for (int i = 0; i < inputs; i++) {
        image[i] = Byte.toUnsignedInt(pixels[row * inputs + i]) / 256.0;
      }
      expected[row] = naive.forward(image);
    }

    Dense first = naive.network().layers().get(0);
    for (ForwardPass pass :
        List.of(
            new ForwardPass(naive.network(), Gemm.java(), new GemmFirstLayer(first, Gemm.java())),
            new ForwardPass(
                naive.network(),
                Gemm.fastest(),
                AdaptiveFirstLayer.sparseBytes(first).orElseThrow()))) {
      for (int rows = 1; rows <= LARGEST_BATCH; rows++) {
        assertAgrees(expected, pass.run(pixels, rows, SCALE), rows);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void batchesOfFloatsGiveWhatTheNaiveNetworkGives(int depth, Activation hidden, Activation last) {
    NaiveNetwork naive = RandomNetworks.of(depth, hidden, last);
    int inputs = RandomNetworks.inputs();
    float[] features = RandomNetworks.sixteenths(new Random(8), LARGEST_BATCH * inputs);
    double[][] expected = new double[LARGEST_BATCH][];
    for (int row = 0; row < LARGEST_BATCH; row++) {
      double[] image = new double[inputs];
      for (int i = 0; i < inputs; i++) {
        image[i] = features[row * inputs + i] * 2;
      }
      expected[row] = naive.forward(image);
    }

    for (Gemm gemm : new Gemm[] {Gemm.fastest(), Gemm.java()}) {
      ForwardPass pass = new ForwardPass(naive.network(), gemm);
      for (int rows = 1; rows <= LARGEST_BATCH; rows++) {
        assertAgrees(expected, pass.run(features, rows, 2), rows);
      }
    }
  }

  private static void assertAgrees(double[][] expected, float[] outputs, int rows) {
    int width = expected[0].length;
    Predictions predictions = Predictions.of(outputs, rows, width);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < width; k++) {
        // Not assertEquals: a message for each of tens of millions of values takes long.
        double difference = Math.abs(expected[row][k] - outputs[row * width + k]);
        if (!(difference <= OUTPUT_TOLERANCE)) {
          assertEquals(expected[row][k], outputs[row * width + k], OUTPUT_TOLERANCE);
        }
      }
      assertPredicts(expected[row], predictions.classes()[row]);
    }
  }

  /** The prediction is the largest, or one that rounding cannot tell from it. */
  private static void assertPredicts(double[] expected, int predicted) {
    int best = 0;
    for (int k = 1; k < expected.length; k++) {
      best = expected[k] > expected[best] ? k : best;
    }
    boolean near = expected[best] - expected[predicted] <= OUTPUT_TOLERANCE;
    assertTrue(
        predicted == best || near, "class " + predicted + " of " + Arrays.toString(expected));
  }
}
