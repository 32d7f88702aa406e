package forwardpass.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The classes with the largest outputs. */
class TopClassesTest {
  private static List<String> top(int most, float[] all, int start, int width) {
    TopClasses top = new TopClasses(most);
    top.find(all, start, width);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      found.add(top.number(i) + " " + top.probability(i));
    }
    return found;
  }

  @Test
  void theBestComeFirstAndOfEqualsTheFirst() {
    float[] outputs = {9, 0.1f, 0.3f, 0.1f, 0.3f, 0.2f, 9};

    assertEquals(List.of("1 0.3", "3 0.3", "4 0.2"), top(3, outputs, 1, 5));
    assertEquals(List.of("1 0.3", "3 0.3", "4 0.2", "0 0.1", "2 0.1"), top(5, outputs, 1, 5));
    assertEquals(List.of("1 0.3"), top(1, outputs, 1, 5));
  }

  @Test
  void aSingleOutputIsTheProbabilityOfClassOne() {
    float[] outputs = {0.75f, 0.25f, 0.5f};

    assertEquals(List.of("1 0.75", "0 0.25"), top(2, outputs, 0, 1));
    assertEquals(List.of("0 0.75", "1 0.25"), top(2, outputs, 1, 1));
    assertEquals(List.of("1 0.5", "0 0.5"), top(2, outputs, 2, 1));
    assertEquals(List.of("1 0.75"), top(1, outputs, 0, 1));
  }

  @Test
  void theyAreThoseOfASortedList() {
    Random random = new Random(5);
    TopClasses top = new TopClasses(7);
    for (int run = 0; run < 200; run++) {
      float[] outputs = new float[20];
      List<Integer> expected = new ArrayList<>();
      for (int k = 0; k < outputs.length; k++) {
        outputs[k] = random.nextInt(10);
        expected.add(k);
      }
      expected.sort(Comparator.comparing(k -> -outputs[k]));

      top.find(outputs, 0, outputs.length);

      for (int i = 0; i < 7; i++) {
        assertEquals(expected.get(i), top.number(i));
      }
      assertEquals(
          Predictions.of(outputs, 1, outputs.length).classes()[0], top.number(0), "the best");
    }
  }
}
