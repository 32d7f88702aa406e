package forwardpass.chapter;

import forwardpass.blas.Gemm;
import forwardpass.nn.Tensor;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows which matrices can be multiplied, and what comes of it. */
@Command(
    name = "matmul",
    description = "Shows products of matrices, their shapes, and shapes that do not fit.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class MatmulCommand extends ChapterCommand {
  private static final Tensor TWO_BY_THREE = new Tensor(List.of(2, 3), counting(6, 1));
  private static final Tensor THREE_BY_TWO = new Tensor(List.of(3, 2), counting(6, 1));
  private static final Tensor TWO_BY_TWO = new Tensor(List.of(2, 2), counting(4, 1));

  private final PrintStream out;
  private final PrintStream err;

  MatmulCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  void run() {
    Gemm gemm = Gemm.fastest();
    multiply(gemm, TWO_BY_TWO, new Tensor(List.of(2, 2), counting(4, 5)));
    out.println();
    multiply(gemm, TWO_BY_THREE, THREE_BY_TWO);
    out.println();
    multiply(gemm, THREE_BY_TWO, new Tensor(List.of(2), counting(2, 7)));
    out.println();
    multiply(gemm, TWO_BY_THREE, TWO_BY_TWO);
    err.println("Multiplied with " + gemm.name());
  }

  /** 1, 2, 3 and so on, from a first number on. */
  private static float[] counting(int count, int first) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i;
    }
    return values;
  }

  private void multiply(Gemm gemm, Tensor a, Tensor b) {
    print("A", a);
    print("B", b);
    try {
      print("dot(A, B)", MatrixProduct.of(gemm, a, b));
    } catch (IllegalArgumentException e) {
      out.println("dot(A, B) is refused");
      out.println(e.getMessage());
      out.printf(
          "Each row of A, of %d values, would be multiplied with each column of B, of %d.%n",
          a.shape().get(1), b.shape().get(0));
    }
  }

  private void print(String name, Tensor tensor) {
    PrintedArray array = PrintedArray.ofWholeNumbers(tensor);
    out.println(name + " " + array.shapeText());
    out.println(array);
  }
}
