package forwardpass.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Y = X·W + Y. */
class GemmTest {
  /** numpy: X @ W + Y, for the matrices of section 3.3 and a Y. */
  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void matricesAreRowMajorAndTheProductIsAdded(Gemm gemm) {
    float[] x = {1, 2, 3, 4, 5, 6};
    float[] w = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    float[] y = {1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000};

    gemm.multiplyAdd(2, 3, 4, x, w, y);

    assertArrayEquals(new float[] {1038, 2044, 3050, 4056, 5083, 6098, 7113, 8128}, y);
  }

  /** The sums are whole numbers below 2^24: exact, in whatever order they are added. */
  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void everySmallShapeIsExact(Gemm gemm) {
    Random random = new Random(11);
    for (int n = 1; n <= 20; n++) {
      for (int in = 1; in <= 20; in++) {
        for (int out = 1; out <= 20; out++) {
          assertExact(gemm, n, in, out, random);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void shapesOfTheBookAreExact(Gemm gemm) {
    Random random = new Random(12);
    for (int n : new int[] {1, 99, 100, 101}) {
      assertExact(gemm, n, 784, 50, random);
      assertExact(gemm, n, 50, 100, random);
      assertExact(gemm, n, 100, 10, random);
    }
  }

  /** Arrays that are longer than their matrices keep what lies behind. */
  private static void assertExact(Gemm gemm, int n, int in, int out, Random random) {
    float[] x = wholeNumbers(random, n * in + 3);
    float[] w = wholeNumbers(random, in * out + 3);
    float[] y = wholeNumbers(random, n * out + 3);
    float[] expected = y.clone();
    for (int row = 0; row < n; row++) {
      for (int k = 0; k < out; k++) {
        for (int i = 0; i < in; i++) {
          expected[row * out + k] += x[row * in + i] * w[i * out + k];
        }
      }
    }

    gemm.multiplyAdd(n, in, out, x, w, y);

    assertArrayEquals(expected, y);
  }

  private static float[] wholeNumbers(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(31) - 15;
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void zeroRowsAreNothingToDo(Gemm gemm) {
    float[] y = {7, 7};

    gemm.multiplyAdd(0, 3, 2, new float[0], new float[6], y);

    assertArrayEquals(new float[] {7, 7}, y);
  }

  @Test
  void aBlasThatIsWrongByALittleIsNotTrusted() {
    Gemm.fastest(); // before netlib is asked for anything
    BLAS java = JavaBLAS.getInstance();
    BLAS wrong =
        (BLAS)
            Proxy.newProxyInstance(
                GemmTest.class.getClassLoader(),
                new Class<?>[] {BLAS.class},
                (proxy, method, arguments) -> {
                  Object result = method.invoke(java, arguments);
                  ((float[]) arguments[11])[0] += 1;
                  return result;
                });

    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Gemm.requireExact(wrong, "a BLAS"));

    assertEquals("a BLAS gives a wrong product of [1, 33] and [33, 1]", e.getMessage());
    assertEquals("Java", Gemm.requireExact(java, "Java").name());
  }

  @Test
  void fastestIsFoundOnce() {
    assertSame(Gemm.fastest(), Gemm.fastest());
  }

  @Test
  void askingForJavaFirstLeavesTheFastestAsItIs() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                JavaFirst.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor());
    assertEquals(Gemm.java().name() + ", " + Gemm.fastest().name(), printed);
  }

  static final class JavaFirst {
    public static void main(String[] args) {
      String java = Gemm.java().name();
      System.out.print(java + ", " + Gemm.fastest().name());
    }
  }

  @Test
  void namesSayWhatMultiplies() {
    String fastest = Gemm.fastest().name();
    String java = Gemm.java().name();

    assertTrue(
        fastest.matches("OpenBLAS \\d+\\.\\d+\\.\\d+|netlib \\w+BLAS \\(no native BLAS: .+\\)"),
        fastest);
    assertTrue(java.matches("netlib \\w+BLAS"), java);
  }
}
