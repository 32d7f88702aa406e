package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How much memory a forward pass says that it takes. */
class ForwardPassBytesTest {
  private static Dense layer(int inputs, int outputs) {
    return new Dense(
        new Tensor(List.of(inputs, outputs), new float[inputs * outputs]),
        new Tensor(List.of(outputs), new float[outputs]),
        Activation.RELU);
  }

  private static final Network BOOK =
      new Network(List.of(layer(784, 50), layer(50, 100), layer(100, 10)));

  /** A number for each unit and image; and the first layer's weights, filled up to 64 outputs. */
  @Test
  void floatsTakeTheirBatch() {
    assertEquals(
        (100 * (784 + 50 + 100 + 10) + 784 * 64) * 4, ForwardPass.bytes(BOOK, 100, false, false));
  }

  /** And the first layer's weights, as they are for some columns, and filled up to 64 outputs. */
  @Test
  void bytesTakeTheFirstLayersWeightsToo() {
    assertEquals(
        (100 * (784 + 50 + 100 + 10) + 784 * 50 + 784 * 64) * 4,
        ForwardPass.bytes(BOOK, 100, true, false));
  }

  /** All weights once more, a row for each input. */
  @Test
  void oneThatIsDeterministicKeepsAllWeights() {
    long floats = 100 * (784 + 50 + 100 + 10) + 784 * 55 + 50 * 105 + 100 * 15;

    assertEquals(floats * 4, ForwardPass.bytes(BOOK, 100, true, true));
    assertEquals(floats * 4, ForwardPass.bytes(BOOK, 100, false, true));
  }

  /** Vectors are for small layers only, however few outputs they have. */
  @Test
  void aLargeFirstLayerIsKeptOnce() {
    assertEquals(
        (5000 * 100 + 5100) * 4,
        ForwardPass.bytes(new Network(List.of(layer(5000, 100))), 1, true, false));
    assertEquals(
        (100_000 + 100_001) * 4,
        ForwardPass.bytes(new Network(List.of(layer(100_000, 1))), 1, true, false));
  }

  /** 150,528 x 1,024 weights would not fit into a test's memory three times. */
  @Test
  void sizesPastAnIntAreCounted() {
    Network wide = new Network(List.of(layer(1, 1 << 20)));
    assertEquals(((1L << 20) + 1) * 4000 * 4, ForwardPass.bytes(wide, 4000, false, false));
  }
}
