package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.error.WeightsException;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files are refused, and never in any other way. */
class PickleDamageTest {
  private static final String FIXTURES = "forwardpass.weights.PickleFixtures#all";
  private static final int MUTATIONS = 4000;
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(Truncated|Corrupt|Unsupported): weights\\.pkl, byte \\d+: \\P{Cntrl}+; \\P{Cntrl}+");

  @ParameterizedTest
  @MethodSource(FIXTURES)
  void refusesEveryPrefix(String fixture) {
    byte[] whole = PickleFixtures.bytes(fixture);
    for (int length = 0; length < whole.length; length++) {
      String message = PickleFixtures.refusal(Arrays.copyOf(whole, length));
      assertTrue(message.startsWith("Truncated: weights.pkl, byte "), message);
    }
  }

  @ParameterizedTest
  @MethodSource(FIXTURES)
  void readsOrRefusesEveryMutation(String fixture) {
    byte[] whole = PickleFixtures.bytes(fixture);
    Random random = new Random(fixture.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutated(whole, random);
      try {
        assertNotNull(PickleFixtures.read(mutated));
      } catch (WeightsException e) {
        assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of " + fixture + ": " + Arrays.toString(mutated), e);
      }
    }
  }

  /** One to four bytes replaced, flipped, removed or inserted, or a stretch copied elsewhere. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = moved(bytes, at, at + 1, bytes.length - at - 1);
        case 3 -> bytes = moved(bytes, at, at, bytes.length - at);
        default -> {
          int length = random.nextInt(Math.min(32, bytes.length - at) + 1);
          int to = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, at, bytes, to, length);
        }
      }
    }
    return bytes;
  }

  /** The bytes up to {@code at}, and then those from {@code from}; one is doubled or dropped. */
  private static byte[] moved(byte[] bytes, int at, int from, int length) {
    int gap = from > at ? 0 : 1;
    byte[] moved = Arrays.copyOf(bytes, at + gap + length);
    System.arraycopy(bytes, from, moved, at + gap, length);
    return moved;
  }
}
