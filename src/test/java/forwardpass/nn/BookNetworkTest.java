package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import forwardpass.blas.Gemm;
import forwardpass.blas.Gemms;
import forwardpass.model.Predictions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test set through the book's weights, which lie outside of the repository. */
class BookNetworkTest {
  private static final double OUTPUT_TOLERANCE = 1e-5;
  private static final int CLASSES = 10;

  static Stream<Arguments> runs() {
    return IntStream.of(1, 100, 9999)
        .boxed()
        .flatMap(batch -> Gemms.all().map(gemm -> Arguments.of(batch, gemm)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void testSetGivesWhatNumPyGives(int batch, Gemm gemm) throws IOException {
    assertGivesWhatNumPyGives(batch, network -> new ForwardPass(network, gemm));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 9999})
  void testSetGivesWhatNumPyGivesWithVectors(int batch) throws IOException {
    assertGivesWhatNumPyGives(
        batch,
        network ->
            new ForwardPass(
                network,
                Gemm.fastest(),
                AdaptiveFirstLayer.sparseBytes(network.layers().get(0)).orElseThrow()));
  }

  private static void assertGivesWhatNumPyGives(int batch, Function<Network, ForwardPass> passOf)
      throws IOException {
    Path reference = reference();
    assumeTrue(reference != null, "no folder shared/reference above the working directory");
    byte[] pixels = TestSet.pixels(TestSet.IMAGES);
    float[] probabilities = probabilities(reference);
    ForwardPass pass = passOf.apply(network(reference));

    int[] classes = new int[TestSet.IMAGES];
    for (int start = 0; start < TestSet.IMAGES; start += batch) {
      int rows = Math.min(batch, TestSet.IMAGES - start);
      byte[] images =
          Arrays.copyOfRange(pixels, start * TestSet.PIXELS, (start + rows) * TestSet.PIXELS);
      float[] outputs = pass.run(images, rows, 1 / 255f);
      for (int i = 0; i < rows * CLASSES; i++) {
        assertEquals(probabilities[start * CLASSES + i], outputs[i], OUTPUT_TOLERANCE);
      }
      Predictions predictions = Predictions.of(outputs, rows, CLASSES);
      System.arraycopy(predictions.classes(), 0, classes, start, rows);
    }

    assertArrayEquals(column(reference, 2), classes);
    int[] labels = column(reference, 1);
    assertEquals(
        9352, IntStream.range(0, labels.length).filter(i -> labels[i] == classes[i]).count());
  }

  private static Path reference() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path reference = folder.resolve(Path.of("shared", "reference"));
      if (Files.isDirectory(reference)) {
        return reference;
      }
    }
    return null;
  }

  private static Network network(Path reference) throws IOException {
    FloatBuffer numbers = littleEndian(Files.readAllBytes(reference.resolve("weights.f32")));
    int[] widths = {TestSet.PIXELS, 50, 100, CLASSES};
    List<Dense> layers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Tensor weights = tensor(numbers, widths[i], widths[i + 1]);
      Tensor bias = tensor(numbers, widths[i + 1]);
      layers.add(new Dense(weights, bias, i < 2 ? Activation.SIGMOID : Activation.SOFTMAX));
    }
    assertEquals(0, numbers.remaining());
    return new Network(layers);
  }

  private static Tensor tensor(FloatBuffer numbers, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    numbers.get(values);
    return new Tensor(Arrays.stream(shape).boxed().toList(), values);
  }

  private static FloatBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** The array at the end of an npy file. */
  private static float[] probabilities(Path reference) throws IOException {
    byte[] file = Files.readAllBytes(reference.resolve("book_probabilities.npy"));
    float[] values = new float[TestSet.IMAGES * CLASSES];
    littleEndian(Arrays.copyOfRange(file, file.length - 4 * values.length, file.length))
        .get(values);
    return values;
  }

  /** 0 the index, 1 the label, 2 the prediction. */
  private static int[] column(Path reference, int column) throws IOException {
    try (Stream<String> lines = Files.lines(reference.resolve("book_predictions.csv"))) {
      return lines
          .skip(1)
          .mapToInt(line -> Integer.parseInt(line.split(",", -1)[column]))
          .toArray();
    }
  }
}
