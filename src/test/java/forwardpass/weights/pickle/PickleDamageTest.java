package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.error.WeightsException;
import forwardpass.weights.Mutation;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files are refused, and never in any other way. */
class PickleDamageTest {
  private static final String FIXTURES = "forwardpass.weights.pickle.PickleFixtures#all";
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
      byte[] mutated = Mutation.of(whole, random);
      try {
        assertNotNull(PickleFixtures.read(mutated));
      } catch (WeightsException e) {
        assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of " + fixture + ": " + Arrays.toString(mutated), e);
      }
    }
  }
}
