package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns that are not zero are found, in ascending order. */
class InkedBitsTest {
  /** What is not zero, however small, of either sign. */
  private static final float[] INK = {1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, 255, Float.NaN};

  private static final int START = 3;
  private static final int IMAGES = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 31, 32, 33, 40, 63, 64, 65, 71, 127, 128, 784, 1024})
  void ofBytesAndOfNumbers(int width) {
    Random random = new Random(width);
    InkedBits columns = new InkedBits(width);
    for (int image = 0; image < IMAGES; image++) {
      boolean[] inked = inked(width, random);
      byte[] bytes = new byte[inked.length];
      float[] numbers = new float[inked.length];
      for (int i = 0; i < inked.length; i++) {
        bytes[i] = (byte) (inked[i] ? 1 + random.nextInt(255) : 0);
        numbers[i] = inked[i] ? INK[random.nextInt(INK.length)] : 0;
      }
      assertEquals(expected(inked, width), found(columns, columns.find(bytes, START)));
      assertEquals(expected(inked, width), found(columns, columns.find(numbers, START)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 96, 784})
  void blankImagesHaveNoWords(int width) {
    InkedBits columns = new InkedBits(width);
    assertEquals(0, columns.find(new float[START + width], START));
    assertEquals(0, columns.find(new byte[START + width], START));
  }

  /** Of few columns, of many or of all; and on all sides of the image, which is not to be seen. */
  private static boolean[] inked(int width, Random random) {
    float share = random.nextFloat() * 1.2f;
    boolean[] inked = new boolean[START + width + 1];
    for (int i = 0; i < inked.length; i++) {
      boolean isOutside = i < START || i == START + width;
      inked[i] = isOutside || random.nextFloat() < share;
    }
    return inked;
  }

  private static List<Integer> expected(boolean[] inked, int width) {
    return IntStream.range(0, width).filter(i -> inked[START + i]).boxed().toList();
  }

  private static List<Integer> found(InkedBits columns, int words) {
    List<Integer> found = new ArrayList<>();
    for (int word = 0; word < words; word++) {
      for (int bit = 0; bit < Long.SIZE; bit++) {
        if ((columns.bits(word) >>> bit & 1) != 0) {
          found.add(columns.first(word) + bit);
        }
      }
    }
    assertEquals(found.size(), columns.count(0, words));
    return found;
  }
}
