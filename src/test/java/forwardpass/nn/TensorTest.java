package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes that hold their values. */
class TensorTest {
  private static String refusal(int values, Integer... shape) {
    return assertThrows(
            IllegalArgumentException.class, () -> new Tensor(List.of(shape), new float[values]))
        .getMessage();
  }

  @Test
  void rankIsTheNumberOfDimensions() {
    assertEquals(0, new Tensor(List.of(), new float[1]).rank());
    assertEquals(1, new Tensor(List.of(0), new float[0]).rank());
    assertEquals(3, new Tensor(List.of(2, 1, 3), new float[6]).rank());
  }

  @Test
  void valuesAreNotCopied() {
    float[] values = {1, 2};

    assertSame(values, new Tensor(List.of(2), values).values());
  }

  @Test
  void shapeThatChangesLaterDoesNotChangeTheTensor() {
    List<Integer> shape = Arrays.asList(2, 3);
    Tensor tensor = new Tensor(shape, new float[6]);

    shape.set(0, 9);

    assertEquals(List.of(2, 3), tensor.shape());
  }

  @Test
  void shapeThatDoesNotHoldTheValuesIsRefused() {
    assertEquals("shape [2, 3] holds 6 values, found 5", refusal(5, 2, 3));
    assertEquals("shape [] holds 1 values, found 0", refusal(0));
    assertEquals("shape [4, 0] holds 0 values, found 1", refusal(1, 4, 0));
    assertEquals("shape [65536, 65536] holds 4294967296 values, found 0", refusal(0, 65536, 65536));
  }

  @Test
  void negativeLengthIsRefused() {
    assertEquals("negative length in shape [-1]", refusal(1, -1));
    assertEquals("negative length in shape [-2, -3]", refusal(6, -2, -3));
  }

  @Test
  void shapePastLongIsRefused() {
    int most = Integer.MAX_VALUE;

    assertEquals(
        "shape [2147483647, 2147483647, 2147483647] holds more values than can be counted, found 1",
        refusal(1, most, most, most));
  }
}
