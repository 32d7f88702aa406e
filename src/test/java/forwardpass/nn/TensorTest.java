package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

  @Test
  void transposedMatrixHasItsRowsAsColumns() {
    Tensor transposed = new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}).transposed();

    assertEquals(List.of(3, 2), transposed.shape());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, transposed.values());
  }

  @Test
  void transpositionHasNoSeams() {
    int rows = 33;
    int columns = 65;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    float[] transposed = new Tensor(List.of(rows, columns), values).transposed().values();

    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        assertEquals(values[row * columns + column], transposed[column * rows + row]);
      }
    }
  }

  @Test
  void matrixWithoutValuesIsTransposedAtOnce() {
    int most = Integer.MAX_VALUE;

    assertEquals(List.of(0, most), new Tensor(List.of(most, 0), new float[0]).transposed().shape());
    assertEquals(List.of(most, 0), new Tensor(List.of(0, most), new float[0]).transposed().shape());
  }

  @Test
  void firstValueThatIsNotFiniteIsFound() {
    float[] values = {0, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN};

    assertEquals(2, new Tensor(List.of(2, 2), values).firstNotFinite());
    assertEquals(3, new Tensor(List.of(4), new float[] {0, 1, 2, Float.NaN}).firstNotFinite());
    assertEquals(0, new Tensor(List.of(), new float[] {Float.NaN}).firstNotFinite());
    assertEquals(-1, new Tensor(List.of(2), new float[] {0, -Float.MIN_VALUE}).firstNotFinite());
    assertEquals(-1, new Tensor(List.of(0), new float[0]).firstNotFinite());
  }
}
