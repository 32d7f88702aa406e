package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import forwardpass.weights.data.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The book's weights, which lie outside of the repository. */
class PickleReferenceTest {
  private static final Map<String, List<Integer>> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("W1", List.of(784, 50));
    SHAPES.put("b1", List.of(50));
    SHAPES.put("W2", List.of(50, 100));
    SHAPES.put("b2", List.of(100));
    SHAPES.put("W3", List.of(100, 10));
    SHAPES.put("b3", List.of(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sample_weight.pkl",
        "weights/book_protocol0.pkl",
        "weights/book_protocol1.pkl",
        "weights/book_protocol2.pkl",
        "weights/book_protocol3.pkl",
        "weights/book_protocol4.pkl",
        "weights/book_protocol5.pkl"
      })
  void readsTheBooksWeights(String name) throws IOException {
    Path reference = reference();
    assumeTrue(reference != null, "no folder shared/reference beside the repository");
    FloatBuffer numbers =
        ByteBuffer.wrap(Files.readAllBytes(reference.resolve("weights.f32")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();

    Map<String, StoredTensor> tensors;
    try (InputStream in = Files.newInputStream(reference.resolve(name))) {
      tensors = PickleReader.read(in, name).tensors();
    }

    assertEquals(SHAPES.keySet(), tensors.keySet());
    SHAPES.forEach(
        (tensor, shape) -> {
          float[] expected = new float[shape.stream().reduce(1, Math::multiplyExact)];
          numbers.get(expected);
          assertEquals(shape, tensors.get(tensor).tensor().shape(), tensor);
          assertArrayEquals(expected, tensors.get(tensor).tensor().values(), tensor);
        });
    assertEquals(0, numbers.remaining());
  }

  private static Path reference() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path reference = folder.resolve("shared/reference");
      if (Files.isDirectory(reference)) {
        return reference;
      }
    }
    return null;
  }
}
