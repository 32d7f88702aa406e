package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.Golden;
import forwardpass.blas.Gemm;
import forwardpass.model.Predictions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to compute the first layer gives what plain loops over all pixels give. */
class FirstLayerTest {
  private static final float SCALE = 1 / 255f;
  private static final int LARGEST_BATCH = 257;

  static Stream<Function<Dense, FirstLayer<byte[]>>> ways() {
    return Stream.of(
        layer -> new GemmFirstLayer(layer, Gemm.fastest()),
        layer -> new GemmFirstLayer(layer, Gemm.java()),
        NarrowBytesLayer::new,
        SparseBytesLayer::new,
        layer -> AdaptiveFirstLayer.ofBytes(layer, Gemm.fastest()),
        layer -> ofNumbers(product(layer)),
        layer -> ofNumbers(new NarrowFloatsLayer(layer)),
        layer -> ofNumbers(new SparseFloatsLayer(layer)),
        layer -> ofNumbers(AdaptiveFirstLayer.ofFloats(layer, Gemm.fastest())));
  }

  static Stream<Function<Dense, FirstLayer<byte[]>>> vectors() {
    return Stream.of(
        NarrowBytesLayer::new,
        SparseBytesLayer::new,
        layer -> ofNumbers(new NarrowFloatsLayer(layer)),
        layer -> ofNumbers(new SparseFloatsLayer(layer)));
  }

  private static FirstLayer<float[]> product(Dense layer) {
    return new ScaledFirstLayer(
        layer.inputs(), (rows, x, y) -> layer.affine(Gemm.fastest(), rows, x, y));
  }

  /** The numbers that bytes are. */
  private static FirstLayer<byte[]> ofNumbers(FirstLayer<float[]> first) {
    return (pixels, start, rows, scale, y) -> {
      float[] numbers = new float[pixels.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Byte.toUnsignedInt(pixels[i]);
      }
      first.forward(numbers, start, rows, scale, y);
    };
  }

  private static Dense layer(int inputs, int outputs) {
    Random random = new Random(inputs * 1000L + outputs);
    float[] weights = new float[inputs * outputs];
    float[] bias = new float[outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = random.nextFloat() - 0.5f;
    }
    return new Dense(
        new Tensor(List.of(inputs, outputs), weights),
        new Tensor(List.of(outputs), bias),
        Activation.IDENTITY);
  }

  /** Each product fused with the sum so far, in the order of the pixels. */
  private static float[] expected(Dense layer, byte[] pixels, int rows) {
    float[] weights = layer.weights().values();
    float[] y = new float[rows * layer.outputs()];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < layer.outputs(); k++) {
        float sum = layer.bias().values()[k];
        for (int i = 0; i < layer.inputs(); i++) {
          float x = Byte.toUnsignedInt(pixels[row * layer.inputs() + i]) * SCALE;
          sum = Math.fma(x, weights[i * layer.outputs() + k], sum);
        }
        y[row * layer.outputs() + k] = sum;
      }
    }
    return y;
  }

  /** Pixels from the start of an array, and among others; what is behind the batch stays. */
  private static float[] computed(
      FirstLayer<byte[]> first, byte[] pixels, int inputs, int rows, int outputs) {
    float[] y = new float[rows * outputs + 5];
    Arrays.fill(y, -7);
    first.forward(pixels, 0, rows, SCALE, y);
    byte[] among = new byte[rows * inputs + 29];
    Arrays.fill(among, (byte) -1);
    System.arraycopy(pixels, 0, among, 16, rows * inputs);
    float[] again = new float[rows * outputs + 5];
    Arrays.fill(again, -7);
    first.forward(among, 16, rows, SCALE, again);
    assertArrayEquals(y, again, 3e-5f);
    assertArrayEquals(
        new float[] {-7, -7, -7, -7, -7}, Arrays.copyOfRange(y, rows * outputs, y.length));
    return Arrays.copyOf(y, rows * outputs);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void allBatchSizesOfMnist(Function<Dense, FirstLayer<byte[]>> way) throws IOException {
    Dense layer = layer(784, 50);
    byte[] pixels = TestSet.pixels(LARGEST_BATCH);
    float[] expected = expected(layer, pixels, LARGEST_BATCH);
    FirstLayer<byte[]> first = way.apply(layer);
    for (int rows = 1; rows <= LARGEST_BATCH; rows++) {
      assertArrayEquals(
          Arrays.copyOf(expected, rows * 50), computed(first, pixels, 784, rows, 50), 3e-5f);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theTestSetIsPredictedAsByNumpy(Function<Dense, FirstLayer<byte[]>> way) throws IOException {
    Network network = TestImages.network();
    FirstLayer<byte[]> first = way.apply(network.layers().get(0));
    ForwardPass pass = new ForwardPass(network, Gemm.fastest(), first);

    float[] outputs = pass.run(TestSet.pixels(TestSet.IMAGES), TestSet.IMAGES, SCALE);

    assertArrayEquals(
        Golden.predictions(), Predictions.of(outputs, TestSet.IMAGES, network.outputs()).classes());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void allSharesOfBlankColumns(Function<Dense, FirstLayer<byte[]>> way) {
    Random random = new Random(3);
    for (int inputs = 1; inputs <= 100; inputs++) {
      for (int inked = 0; inked <= inputs; inked += 1 + random.nextInt(9)) {
        int rows = 1 + random.nextInt(9);
        Dense layer = layer(inputs, 1 + random.nextInt(200));
        byte[] pixels = new byte[rows * inputs];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = i % inputs * 37 % inputs < inked ? (byte) random.nextInt(256) : 0;
        }
        assertArrayEquals(
            expected(layer, pixels, rows),
            computed(way.apply(layer), pixels, inputs, rows, layer.outputs()),
            3e-5f);
      }
    }
  }

  /** As many as the vectors look at together, fewer, and several times as many and some. */
  @ParameterizedTest
  @MethodSource("ways")
  void imagesOfManyPixels(Function<Dense, FirstLayer<byte[]>> way) {
    Random random = new Random(4);
    for (int inputs : new int[] {1023, 1024, 1025, 2055, 4096}) {
      for (int outputs : new int[] {1, 64, 65}) {
        Dense layer = layer(inputs, outputs);
        FirstLayer<byte[]> first = way.apply(layer);
        for (int rows : new int[] {7, 2}) {
          byte[] pixels = new byte[rows * inputs];
          for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % inputs % 7 == 1 ? (byte) random.nextInt(256) : 0;
          }
          assertArrayEquals(
              expected(layer, pixels, rows), computed(first, pixels, inputs, rows, outputs), 3e-5f);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void allValuesOfAByte(Function<Dense, FirstLayer<byte[]>> way) {
    Dense layer = layer(256, 3);
    byte[] pixels = new byte[512];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    assertArrayEquals(
        expected(layer, pixels, 2), computed(way.apply(layer), pixels, 256, 2, 3), 3e-4f);
  }

  /** So that a run does not depend on how its images came to be in batches. */
  @ParameterizedTest
  @MethodSource("vectors")
  void vectorsGiveTheSameBitsInEveryBatch(Function<Dense, FirstLayer<byte[]>> way)
      throws IOException {
    Dense layer = layer(784, 130);
    byte[] pixels = TestSet.pixels(40);
    float[] expected = expected(layer, pixels, 40);
    FirstLayer<byte[]> first = way.apply(layer);
    for (int rows = 1; rows <= 40; rows++) {
      assertArrayEquals(
          Arrays.copyOf(expected, rows * 130), computed(first, pixels, 784, rows, 130));
    }
  }

  /** A full tile, a blank one, and the rest of a third. */
  @ParameterizedTest
  @MethodSource("vectors")
  void vectorsGiveTheBitsOfOneSumOverAllTiles(Function<Dense, FirstLayer<byte[]>> way) {
    int inputs = 2055;
    Dense layer = layer(inputs, 65);
    Random random = new Random(5);
    byte[] pixels = new byte[7 * inputs];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % inputs;
      pixels[i] = column < 1024 || column >= 2048 ? (byte) (1 + random.nextInt(255)) : 0;
    }
    FirstLayer<byte[]> first = way.apply(layer);

    assertArrayEquals(expected(layer, pixels, 7), computed(first, pixels, inputs, 7, 65));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aScaleThatChangesIsHeeded(Function<Dense, FirstLayer<byte[]>> way) {
    Dense layer = layer(8, 2);
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
    FirstLayer<byte[]> first = way.apply(layer);
    float[] y = new float[2];
    first.forward(pixels, 0, 1, 1, y);
    first.forward(pixels, 0, 1, SCALE, y);
    assertArrayEquals(expected(layer, pixels, 1), y);
  }

  @Test
  void vectorsHaveNoMoreWeightsThanMemoryIsKeptFor() {
    for (int outputs = 1; outputs <= 200; outputs++) {
      Dense layer = layer(3, outputs);
      long kept = AdaptiveFirstLayer.floats(layer, false);
      assertTrue(new NarrowBytesLayer(layer).weights.length <= kept, "AVX2: " + outputs);
      assertTrue(new SparseBytesLayer(layer).weights.length <= kept, "AVX-512: " + outputs);
    }
  }

  @Test
  void vectorsAreThereInJvmsThatSparkStarts() {
    assertTrue(AdaptiveFirstLayer.sparseBytes(layer(1, 1)).isPresent());
    assertTrue(AdaptiveFirstLayer.sparseFloats(layer(1, 1)).isPresent());
  }

  /** Whichever has been taken by then. */
  @ParameterizedTest
  @MethodSource("ways")
  void aLargeJobGivesTheSameFromItsFirstImageToItsLast(Function<Dense, FirstLayer<byte[]>> way)
      throws IOException {
    Dense layer = layer(784, 50);
    byte[] pixels = TestSet.pixels(100);
    float[] expected = expected(layer, pixels, 100);
    FirstLayer<byte[]> first = way.apply(layer);
    float[] y = new float[expected.length];
    for (int batch = 0; batch < 4000; batch++) {
      first.forward(pixels, 0, 100, SCALE, y);
      if (batch % 100 == 0) {
        assertArrayEquals(expected, y, 3e-5f);
      }
    }
    assertArrayEquals(expected, y, 3e-5f);
  }
}
