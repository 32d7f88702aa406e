package forwardpass.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The product of two matrices of 32-bit floats, through netlib: OpenBLAS where it can be loaded,
 * and netlib's Java implementation where it cannot.
 */
public final class Gemm {
  private static final String LIBRARY_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  /** Netlib complains on stderr where the library does not load; {@link #name} says it for us. */
  private static final Logger NETLIB_LOGGER =
      Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  private final BLAS blas;
  private final String name;

  private Gemm(BLAS blas, String name) {
    this.blas = blas;
    this.name = name;
  }

  /** The fastest that runs on this machine: found out once for each JVM. */
  public static Gemm fastest() {
    return Holder.FASTEST;
  }

  /** Netlib's Java implementation, which runs anywhere. */
  public static Gemm java() {
    return Holder.JAVA;
  }

  private static String javaName() {
    return "netlib " + JavaBLAS.getInstance().getClass().getSimpleName();
  }

  /** What multiplies, such as {@code OpenBLAS 0.3.31}; where it is the fallback, also why. */
  public String name() {
    return name;
  }

  /**
   * Y = X·W + Y, with X [n, in], W [in, out] and Y [n, out], all row-major.
   *
   * <p>BLAS is column-major, and to it a row-major matrix is its own transpose; so this asks for Yᵀ
   * = Wᵀ·Xᵀ + Yᵀ, and nothing has to be transposed.
   */
  public void multiplyAdd(int n, int in, int out, float[] x, float[] w, float[] y) {
    if (in == 0) {
      return; // an empty sum, which BLAS has no leading dimension for
    }
    blas.sgemm("N", "N", out, n, in, 1f, w, out, x, in, 1f, y, out);
  }

  /**
   * A BLAS that gives the product of matrices of whole numbers exactly, as all must.
   *
   * @throws IllegalStateException where it does not: one that is broken, or not made for this
   *     processor
   */
  static Gemm requireExact(BLAS blas, String name) {
    Gemm gemm = new Gemm(blas, name);
    for (int n : new int[] {1, 7, 100}) {
      for (int out : new int[] {1, 10, 50}) {
        gemm.requireExact(n, 33, out);
      }
    }
    return gemm;
  }

  private void requireExact(int n, int in, int out) {
    float[] x = wholeNumbers(n * in, 7);
    float[] w = wholeNumbers(in * out, 11);
    float[] y = wholeNumbers(n * out, 13);
    float[] expected = y.clone();
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < in; i++) {
        for (int k = 0; k < out; k++) {
          expected[row * out + k] += x[row * in + i] * w[i * out + k];
        }
      }
    }
    multiplyAdd(n, in, out, x, w, y);
    if (!Arrays.equals(expected, y)) {
      throw new IllegalStateException(
          "%s gives a wrong product of [%d, %d] and [%d, %d]".formatted(name, n, in, in, out));
    }
  }

  /** From 0 up to a prime, in turn: no row or column is like another. */
  private static float[] wholeNumbers(int count, int prime) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % prime;
    }
    return values;
  }

  /** In this order: netlib looks for a native library once, whichever BLAS is asked for first. */
  private static final class Holder {
    static final Gemm FASTEST = find();
    static final Gemm JAVA = new Gemm(JavaBLAS.getInstance(), javaName());

    private static Gemm find() {
      NETLIB_LOGGER.setLevel(Level.OFF);
      String library = System.getProperty(LIBRARY_PROPERTY);
      try {
        if (library == null) {
          System.setProperty(LIBRARY_PROPERTY, OpenBlas.load().toString());
        }
        return requireExact(NativeBLAS.getInstance(), library == null ? OpenBlas.NAME : library);
      } catch (IOException | RuntimeException | LinkageError e) {
        return new Gemm(JavaBLAS.getInstance(), javaName() + " (no native BLAS: " + e + ")");
      }
    }
  }
}
