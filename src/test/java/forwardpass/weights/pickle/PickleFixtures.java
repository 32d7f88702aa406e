package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pickles of {@code src/test/resources/pickle}, and reading pickles from memory. */
final class PickleFixtures {
  /** What messages call a pickle that lies in memory. */
  static final String FILE = "weights.pkl";

  private PickleFixtures() {}

  static Stream<String> all() {
    return Stream.concat(numpy(), python2());
  }

  static Stream<String> numpy() {
    return Stream.of("numpy_core", "numpy__core")
        .flatMap(writer -> IntStream.range(0, 6).mapToObj(p -> writer + "_protocol" + p + ".pkl"));
  }

  static Stream<String> python2() {
    return IntStream.range(0, 3).mapToObj(p -> "python2_protocol" + p + ".pkl");
  }

  static byte[] bytes(String name) {
    try (InputStream in = PickleFixtures.class.getResourceAsStream("/pickle/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Row-major values as {@code make_fixtures.py} gives them to every array. */
  static float[] values(List<Integer> shape) {
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.25f - 3;
    }
    return values;
  }

  static Map<String, Tensor> read(byte[] pickle) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    PickleReader.read(new ByteArrayInputStream(pickle), FILE)
        .tensors()
        .forEach((name, stored) -> tensors.put(name, stored.tensor()));
    return tensors;
  }

  /** The message with which a pickle is refused. */
  static String refusal(byte[] pickle) {
    return assertThrows(WeightsException.class, () -> read(pickle)).getMessage();
  }

  static String refusal(PickleAssembler pickle) {
    return refusal(pickle.stop());
  }
}
