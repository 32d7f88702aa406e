package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.Golden;
import forwardpass.blas.Gemm;
import forwardpass.model.Predictions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a deterministic forward pass gives for an image depends on that image alone, to the bit. */
class DeterministicTest {
  private static final float SCALE = 1 / 255f;
  private static final int IMAGES = 200;

  private static Network network(Activation hidden, Activation output, int... widths) {
    Random random = new Random(widths[0]);
    Dense[] layers = new Dense[widths.length - 1];
    for (int i = 0; i < layers.length; i++) {
      layers[i] =
          new Dense(
              new Tensor(
                  List.of(widths[i], widths[i + 1]), random(random, widths[i] * widths[i + 1])),
              new Tensor(List.of(widths[i + 1]), random(random, widths[i + 1])),
              i == layers.length - 1 ? output : hidden);
    }
    return new Network(List.of(layers));
  }

  private static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() / 8;
    }
    return values;
  }

  static Stream<Network> networks() {
    return Stream.of(
        network(Activation.SIGMOID, Activation.SOFTMAX, 784, 50, 100, 10),
        network(Activation.RELU, Activation.SIGMOID, 61, 17, 3),
        network(Activation.TANH, Activation.SIGMOID, 9, 130, 1),
        network(Activation.RELU, Activation.LOG_SOFTMAX, 1, 1, 2),
        network(Activation.RELU, Activation.TANH, 1030, 33));
  }

  /** A third of all pixels is blank, and every fifth image. */
  private static byte[] pixels(int width) {
    Random random = new Random(width);
    byte[] pixels = new byte[IMAGES * width];
    for (int i = 0; i < pixels.length; i++) {
      boolean isBlank = i / width % 5 == 0 || random.nextInt(3) == 0;
      pixels[i] = isBlank ? 0 : (byte) random.nextInt(256);
    }
    return pixels;
  }

  /** In the order of the inputs, rounded after each operation, as Java's arithmetic is. */
  private static float[] expected(Network network, float[] image) {
    float[] x = image;
    for (int i = 0; i < network.layers().size(); i++) {
      Dense layer = network.layers().get(i);
      float[] w = layer.weights().values();
      float[] y = layer.bias().values();
      for (int k = 0; k < y.length; k++) {
        for (int j = 0; j < x.length; j++) {
          y[k] += x[j] * w[j * y.length + k];
        }
      }
      if (i == network.layers().size() - 1) {
        layer.activation().applyExactly(y, 1, y.length);
      } else {
        layer.activation().apply(y, 1, y.length);
      }
      x = y;
    }
    return x;
  }

  private static float[] expected(Network network, byte[] pixels) {
    int width = network.inputs();
    float[] all = new float[IMAGES * network.outputs()];
    for (int row = 0; row < IMAGES; row++) {
      float[] image = Arrays.copyOfRange(floats(pixels), row * width, (row + 1) * width);
      System.arraycopy(
          expected(network, image), 0, all, row * network.outputs(), network.outputs());
    }
    return all;
  }

  private static float[] floats(byte[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      floats[i] = Byte.toUnsignedInt(pixels[i]) * SCALE;
    }
    return floats;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyBatchSizeGivesTheSameBits(Network network) {
    byte[] pixels = pixels(network.inputs());
    float[] expected = expected(network, pixels);
    ForwardPass pass = ForwardPass.of(network, true);
    for (int rows = 1; rows <= IMAGES; rows++) {
      float[] prefix = Arrays.copyOf(expected, rows * network.outputs());
      assertArrayEquals(
          prefix, Arrays.copyOf(pass.run(pixels, rows, SCALE), prefix.length), rows + " images");
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyPlaceInABatchGivesTheSameBits(Network network) {
    int width = network.inputs();
    byte[] pixels = pixels(width);
    float[] features = floats(pixels);
    float[] expected = expected(network, pixels);
    for (int start = 1; start < IMAGES; start += 7) {
      int rows = Math.min(IMAGES - start, 1 + start % 23);
      float[] part =
          Arrays.copyOfRange(
              expected, start * network.outputs(), (start + rows) * network.outputs());
      float[] asBytes = ForwardPass.of(network, true).run(pixels, start * width, rows, SCALE);
      assertArrayEquals(part, asBytes);
      float[] tail = Arrays.copyOfRange(features, start * width, features.length);
      assertArrayEquals(part, ForwardPass.of(network, true).run(tail, rows, 1));
    }
  }

  /** NumPy's predictions and probabilities, which are added up in another order. */
  @Test
  void theTestSetIsScoredAsByNumPy() throws IOException {
    Network network = TestImages.network();

    float[] outputs =
        ForwardPass.of(network, true).run(TestSet.pixels(TestSet.IMAGES), TestSet.IMAGES, SCALE);

    assertArrayEquals(
        Golden.predictions(), Predictions.of(outputs, TestSet.IMAGES, network.outputs()).classes());
  }

  /** Compiled by then, and as vectors. */
  @Test
  void theLastImageOfALargeJobIsScoredAsTheFirst() throws IOException {
    Network network = TestImages.network();
    byte[] pixels = TestSet.pixels(100);
    ForwardPass pass = ForwardPass.of(network, true);
    float[] first = pass.run(pixels, 100, SCALE).clone();
    for (int i = 0; i < 1000; i++) {
      assertArrayEquals(first, pass.run(pixels, 100, SCALE));
    }
  }

  /** A blank image gives the bias, whatever its sign, alone and beside others. */
  @Test
  void zerosAreLeftOutOfEverySum() {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(2, 1), new float[] {-1, 1}),
                    new Tensor(List.of(1), new float[] {-0f}),
                    Activation.IDENTITY)));
    ForwardPass pass = ForwardPass.of(network, true);

    assertEquals(-0f, pass.run(new byte[] {0, 0}, 1, 1)[0]);
    assertEquals(-0f, pass.run(new byte[] {0, 0, 1, 1}, 2, 1)[0]);
    assertEquals(-0f, pass.run(new float[] {0, -0f}, 1, 1)[0]);
  }

  @Test
  void whatMultipliesIsNamed() {
    assertEquals("Java in one order", ForwardPass.of(TestImages.network(), true).name());
    assertEquals(Gemm.fastest().name(), ForwardPass.of(TestImages.network(), false).name());
  }
}
