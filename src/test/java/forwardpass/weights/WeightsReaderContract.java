package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.error.WeightsException;
import forwardpass.weights.data.StoredTensor;
import java.io.ByteArrayInputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every format of weights must do, shown with one network that is written in all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WeightsReaderContract {
  private static final int MUTATIONS = 3000;
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(Truncated|Corrupt|Unsupported): weights(, entry \\P{Cntrl}*)?, byte \\d+: \\P{Cntrl}+; \\P{Cntrl}+");
  private static final Map<String, List<Integer>> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("W1", List.of(3, 5));
    SHAPES.put("b1", List.of(5));
    SHAPES.put("W2", List.of(5, 2));
    SHAPES.put("b2", List.of(2));
  }

  private final WeightsFormat format;
  private final List<String> fixtures;

  /**
   * @param fixtures files of the network, its arrays named as in the book
   */
  WeightsReaderContract(WeightsFormat format, String... fixtures) {
    this.format = format;
    this.fixtures = List.of(fixtures);
  }

  List<String> fixtures() {
    return fixtures;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theFormatIsToldFromTheContent(String fixture) {
    assertEquals(format, WeightsFixtures.read(WeightsFixtures.bytes(fixture)).format());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theTensorsAreThoseOfEveryOtherFormatBitForBit(String fixture) {
    FloatBuffer expected = WeightsFixtures.floats("values.f32");

    Map<String, StoredTensor> tensors =
        WeightsFixtures.read(WeightsFixtures.bytes(fixture)).tensors();

    assertEquals(SHAPES.keySet(), tensors.keySet());
    SHAPES.forEach(
        (name, shape) -> {
          float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
          expected.get(values);
          assertEquals(shape, tensors.get(name).tensor().shape(), name);
          assertArrayEquals(bits(values), bits(tensors.get(name).tensor().values()), name);
        });
    assertEquals(0, expected.remaining());
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyPrefixIsRefused(String fixture) {
    byte[] whole = WeightsFixtures.bytes(fixture);
    for (int length = 0; length < whole.length; length++) {
      byte[] prefix = Arrays.copyOf(whole, length);
      String message =
          assertThrows(WeightsException.class, () -> WeightsFixtures.read(prefix)).getMessage();
      assertTrue(MESSAGE.matcher(message).matches(), message);
      if (length >= WeightsFormat.HEAD_BYTES) {
        assertTrue(message.startsWith("Truncated: "), message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyMutationIsReadOrRefused(String fixture) {
    byte[] whole = WeightsFixtures.bytes(fixture);
    Random random = new Random(fixture.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = Mutation.of(whole, random);
      try {
        assertNotNull(WeightsFixtures.read(mutated));
      } catch (WeightsException e) {
        assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of " + fixture + ": " + Arrays.toString(mutated), e);
      }
    }
  }

  @Test
  void theStreamStaysOpen() {
    ByteArrayInputStream in =
        new ByteArrayInputStream(WeightsFixtures.bytes(fixtures.get(0))) {
          @Override
          public void close() {
            fail("closed");
          }
        };

    assertEquals(format, StoredWeights.read(in, WeightsFixtures.FILE).format());
  }
}
