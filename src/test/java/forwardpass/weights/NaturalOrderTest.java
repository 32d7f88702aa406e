package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersAreComparedAsNumbersAndAllElseAsText() {
    List<String> sorted =
        List.of(
            "",
            "0",
            "01",
            "1",
            "2",
            "10",
            "99999999999999999999",
            "100000000000000000000",
            "a",
            "a1",
            "a1.b",
            "a1.b2",
            "a1.b10",
            "a2",
            "a10",
            "a10.b1",
            "b");
    List<String> names = new ArrayList<>(sorted);
    Collections.shuffle(names, new Random(1));

    names.sort(new NaturalOrder());

    assertEquals(sorted, names);
  }
}
