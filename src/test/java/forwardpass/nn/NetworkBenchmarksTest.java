package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is what it is meant to be. */
class NetworkBenchmarksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 1000})
  void theForwardPassThatIsMeasuredPredictsWhatNumpyDoes(int batchSize) {
    ForwardPassBenchmark benchmark = new ForwardPassBenchmark();
    benchmark.batchSize = batchSize;
    benchmark.read();

    assertEquals(Arrays.stream(Golden.predictions()).sum(), benchmark.predict());
  }

  @ParameterizedTest
  @ValueSource(strings = {"784x50", "495x50", "50x100", "100x10"})
  void theMatrixProductsThatAreMeasuredAreTheSameWithEveryBlas(String layer) {
    assertArrayEquals(product("java", layer), product("fastest", layer), 1e-3f);
  }

  private static float[] product(String blas, String layer) {
    GemmBenchmark benchmark = new GemmBenchmark();
    benchmark.blas = blas;
    benchmark.layer = layer;
    benchmark.fill();
    return benchmark.multiply();
  }

  @Test
  void theFirstLayersThatAreMeasuredAreTheSame() {
    assertArrayEquals(firstLayer("product"), firstLayer("sparse"), 3e-5f);
  }

  private static float[] firstLayer(String how) {
    FirstLayerBenchmark benchmark = new FirstLayerBenchmark();
    benchmark.how = how;
    benchmark.choose();
    return benchmark.forward();
  }

  @ParameterizedTest
  @EnumSource
  void anActivationThatIsMeasuredStartsFromTheSameValuesEveryTime(Activation activation) {
    ActivationBenchmark benchmark = new ActivationBenchmark();
    benchmark.activation = activation;
    benchmark.width = 10;

    assertArrayEquals(benchmark.apply().clone(), benchmark.apply());
  }
}
