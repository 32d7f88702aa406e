package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network takes in what is done to values before. */
class NormalizedTest {
  private static final Network NETWORK =
      new Network(
          List.of(
              new Dense(
                  new Tensor(List.of(3, 2), new float[] {1, -2, 3, 4, -5, 6}),
                  new Tensor(List.of(2), new float[] {0.5f, -0.5f}),
                  Activation.TANH),
              new Dense(
                  new Tensor(List.of(2, 2), new float[] {1, 2, 3, 4}),
                  new Tensor(List.of(2), new float[] {0, 1}),
                  Activation.IDENTITY)),
          true);

  private static float[] run(Network network, float... values) {
    return Arrays.copyOf(ForwardPass.of(network, false).run(values, values.length / 3, 1), 4);
  }

  @Test
  void aMeanIsSubtractedAndValuesAreDivided() {
    Network one = NETWORK.normalized(new float[] {0.5f}, new float[] {0.25f});
    Network each = NETWORK.normalized(new float[] {1, 2, 3}, new float[] {2, 4, 0.5f});

    assertArrayEquals(
        run(NETWORK, -2, 0, 2, 0.4f, 0.8f, 1.2f), run(one, 0, 0.5f, 1, 0.6f, 0.7f, 0.8f), 1e-5f);
    assertArrayEquals(
        run(NETWORK, -0.5f, -0.25f, -4, 0, 0.25f, 2), run(each, 0, 1, 1, 1, 3, 4), 1e-5f);
  }

  @Test
  void itIsAnotherNetworkOfTheSamePixels() {
    Network normalized = NETWORK.normalized(new float[] {0.5f}, new float[] {1});

    assertNotEquals(NETWORK.sha256(), normalized.sha256());
    assertEquals(NETWORK.toString(), normalized.toString());
    assertEquals(true, normalized.isOfPixels());
  }
}
