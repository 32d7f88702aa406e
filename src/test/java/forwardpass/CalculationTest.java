package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chapter's calculations print; the digits are those that the chapter and NumPy print. */
class CalculationTest {
  private static void assertOut(String out, Object... args) {
    CommandRun run = CommandRun.of(args);

    assertEquals(out, run.out(), run.err());
    assertEquals(0, run.status());
  }

  @Test
  void matmulShowsProductsAndShapesThatDoNotFit() {
    assertOut(
        """
        A (2, 2)
        [[1 2]
         [3 4]]
        B (2, 2)
        [[5 6]
         [7 8]]
        dot(A, B) (2, 2)
        [[19 22]
         [43 50]]

        A (2, 3)
        [[1 2 3]
         [4 5 6]]
        B (3, 2)
        [[1 2]
         [3 4]
         [5 6]]
        dot(A, B) (2, 2)
        [[22 28]
         [49 64]]

        A (3, 2)
        [[1 2]
         [3 4]
         [5 6]]
        B (2,)
        [7 8]
        dot(A, B) (3,)
        [23 53 83]

        A (2, 3)
        [[1 2 3]
         [4 5 6]]
        B (2, 2)
        [[1 2]
         [3 4]]
        dot(A, B) is refused
        shapes (2, 3) and (2, 2) not aligned: 3 (dim 1) != 2 (dim 0)
        Each row of A, of 3 values, would be multiplied with each column of B, of 2.
        """,
        "matmul");
  }

  @Test
  void matmulSaysWhatMultiplied() {
    assertEquals("Multiplied with OpenBLAS 0.3.31\n", CommandRun.of("matmul").err());
  }

  @Test
  void forwardShowsEachLayer() {
    assertOut(
        """
        X (2,)
        [1.  0.5]

        Layer 1: A1 = dot(X, W1) + b1, Z1 = sigmoid(A1)
        W1 (2, 3)
        [[0.1 0.3 0.5]
         [0.2 0.4 0.6]]
        b1 (3,)
        [0.1 0.2 0.3]
        A1 (3,)
        [0.3 0.7 1.1]
        Z1 (3,)
        [0.57444252 0.66818777 0.75026011]

        Layer 2: A2 = dot(Z1, W2) + b2, Z2 = sigmoid(A2)
        W2 (3, 2)
        [[0.1 0.4]
         [0.2 0.5]
         [0.3 0.6]]
        b2 (2,)
        [0.1 0.2]
        A2 (2,)
        [0.51615984 1.21402696]
        Z2 (2,)
        [0.62624937 0.7710107 ]

        Layer 3: A3 = dot(Z2, W3) + b3, Y = identity(A3)
        W3 (2, 2)
        [[0.1 0.3]
         [0.2 0.4]]
        b3 (2,)
        [0.1 0.2]
        A3 (2,)
        [0.31682708 0.69627909]
        Y (2,)
        [0.31682708 0.69627909]

        Y again, in float32 as score computes, to 6 places
        [0.316827 0.696279]
        """,
        "forward");
  }

  @Test
  void softmaxOfLargeNumbersIsNotANumberUnlessShifted() {
    assertOut(
        """
        a
        [1010. 1000.  990.]
        naive: exp(a) / sum(exp(a))
        [nan nan nan]
        shifted: exp(a - max(a)) / sum(exp(a - max(a)))
        [9.99954600e-01 4.53978686e-05 2.06106005e-09]
        sum of the shifted: 1.0
        largest first, of a:           0 1 2
        largest first, of the shifted: 0 1 2
        """,
        "softmax",
        1010,
        1000,
        990);
  }

  @Test
  void softmaxOfSmallNumbersIsTheSameBothWaysAndKeepsTheirOrder() {
    assertOut(
        """
        a
        [0.3 2.9 4. ]
        naive: exp(a) / sum(exp(a))
        [0.01821127 0.24519181 0.73659691]
        shifted: exp(a - max(a)) / sum(exp(a - max(a)))
        [0.01821127 0.24519181 0.73659691]
        sum of the shifted: 1.0
        largest first, of a:           2 1 0
        largest first, of the shifted: 2 1 0
        """,
        "softmax",
        0.3,
        2.9,
        4.0);
  }

  @Test
  void softmaxTakesNegativeNumbersAndOneAlone() {
    assertOut(
        """
        a
        [-1000.]
        naive: exp(a) / sum(exp(a))
        [nan]
        shifted: exp(a - max(a)) / sum(exp(a - max(a)))
        [1.]
        sum of the shifted: 1.0
        largest first, of a:           0
        largest first, of the shifted: 0
        """,
        "softmax",
        "-1e3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "softmax 1 two|Invalid X: expected numbers, found two",
        "softmax NaN|Invalid X: expected numbers, found NaN",
        "softmax 1 -1e309|Invalid X: expected numbers that fit a float64, found -1e309",
        "softmax|Missing required parameter: 'X'; see --help",
        "matmul 3|Unmatched argument at index 1: '3'; see --help",
        "forward --images x|\"Unknown options: '--images', 'x'; see --help\"",
      })
  void whatCannotBeCalculatedIsExplained(String args, String message) {
    CommandRun.of((Object[]) args.split(" ")).assertFailure(2, message);
  }
}
