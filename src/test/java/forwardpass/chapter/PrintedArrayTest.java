package forwardpass.chapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.nn.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintedArrayTest {
  /** Those of {@code chapter/prints.txt}, which {@code chapter/make_prints.py} made. */
  static Stream<Arguments> vectorsAndTheirPrints() throws IOException {
    try (InputStream in = PrintedArrayTest.class.getResourceAsStream("/chapter/prints.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Arrays.stream(text.split("\n\n"))
          .map(block -> block.split("\n", 2))
          .map(block -> Arguments.of(block[0], block[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("vectorsAndTheirPrints")
  void vectorsArePrintedAsNumPyPrintsThem(String vector, String print) {
    double[] values = Arrays.stream(vector.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertEquals(print, PrintedArray.of(values).toString());
  }

  @Test
  void matricesArePrintedRowBelowRow() {
    assertEquals(
        "[[ 0.1   0.25]\n [-1.    0.5 ]]",
        PrintedArray.of(new double[][] {{0.1, 0.25}, {-1, 0.5}}).toString());
  }

  @Test
  void wholeNumbersArePrintedAsIntegers() {
    Tensor tensor = new Tensor(List.of(2, 2), new float[] {1, -20, 300, 4});

    assertEquals("[[  1 -20]\n [300   4]]", PrintedArray.ofWholeNumbers(tensor).toString());
  }

  @Test
  void shapesAreWrittenAsPythonWritesTuples() {
    assertEquals("(3,)", PrintedArray.shapeText(List.of(3)));
    assertEquals("(60000, 1, 28, 28)", PrintedArray.shapeText(List.of(60_000, 1, 28, 28)));
  }
}
