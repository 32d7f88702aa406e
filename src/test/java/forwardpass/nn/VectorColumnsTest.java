package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors find the columns that are not zero. Fewer than eight at the end are all taken. */
class VectorColumnsTest {
  /** What is not zero, however small, of either sign. */
  private static final float[] INK = {1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, 255, Float.NaN};

  private static final int START = 3;
  private static final int IMAGES = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 31, 32, 33, 40, 64, 71, 96, 784, 1024})
  void ofNumbers(int width) {
    Random random = new Random(width);
    for (int image = 0; image < IMAGES; image++) {
      float[] pixels = pixels(width, random, random.nextFloat());
      VectorColumns columns = new VectorColumns(width);
      columns.find(pixels, START);
      assertEquals(expected(pixels, width), found(columns));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32, 96, 784})
  void noneOfBlankImages(int width) {
    VectorColumns columns = new VectorColumns(width);
    columns.find(new float[START + width], START);
    assertEquals(List.of(), found(columns));
  }

  /** Ink on all sides of the image, which is not to be seen. */
  private static float[] pixels(int width, Random random, float share) {
    float[] pixels = new float[START + width + 1];
    for (int i = 0; i < pixels.length; i++) {
      boolean isOutside = i < START || i == START + width;
      pixels[i] = isOutside || random.nextFloat() < share ? INK[random.nextInt(INK.length)] : 0;
    }
    return pixels;
  }

  private static List<Integer> expected(float[] pixels, int width) {
    int eights = width / 8 * 8;
    List<Integer> columns =
        IntStream.range(0, width)
            .filter(i -> i >= eights || pixels[START + i] != 0)
            .boxed()
            .toList();
    return columns.size() > 0.9 * width ? IntStream.range(0, width).boxed().toList() : columns;
  }

  private static List<Integer> found(NonzeroColumns columns) {
    return IntStream.range(0, columns.count()).mapToObj(columns::get).toList();
  }
}
