package forwardpass.blas;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What there is to multiply with on this machine; both are the same where there is no OpenBLAS. */
public final class Gemms {
  private Gemms() {}

  /** Each, by its name. */
  public static Stream<Named<Gemm>> all() {
    return Stream.of(Gemm.fastest(), Gemm.java()).map(gemm -> Named.of(gemm.name(), gemm));
  }
}
