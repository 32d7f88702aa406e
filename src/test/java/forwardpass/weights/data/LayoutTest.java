package forwardpass.weights.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  static Stream<Arguments> layouts() {
    Random random = new Random(7);
    return Stream.of(
            List.<Integer>of(),
            List.of(1),
            List.of(9),
            List.of(0, 4),
            List.of(1, 70),
            List.of(70, 1),
            List.of(33, 65),
            List.of(2, 3, 4),
            List.of(5, 1, 2, 3),
            List.of(2, 3, 0, 4),
            List.of(2, 2, 3, 2, 2))
        .flatMap(
            shape -> {
              List<Integer> axes =
                  new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
              Collections.shuffle(axes, random);
              return Stream.of(
                  Arguments.of(Layout.rowMajor(shape)),
                  Arguments.of(Layout.columnMajor(shape)),
                  Arguments.of(Layout.rowMajor(shape).transposed(axes)));
            });
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyElementGoesToItsIndex(Layout layout) {
    float[] values = new float[layout.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    float[] expected = new float[values.length];
    for (int i = 0; i < expected.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = layout.shape().size() - 1; axis >= 0; axis--) {
        from += rest % layout.shape().get(axis) * layout.strides().get(axis);
        rest /= layout.shape().get(axis);
      }
      expected[i] = values[from];
    }

    assertArrayEquals(expected, layout.toRowMajor(values));
  }

  @Test
  void whatIsRowMajorIsNotCopied() {
    float[] values = new float[6];
    assertSame(values, Layout.rowMajor(List.of(2, 3)).toRowMajor(values));
  }
}
