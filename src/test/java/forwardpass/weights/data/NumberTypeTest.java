package forwardpass.weights.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.WeightsFixtures;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTypeTest {
  @ParameterizedTest
  @CsvSource({
    "halves.npz, halves, float16, floats_of_halves.f32",
    "halves.safetensors, halves, float16, floats_of_halves.f32",
    "bfloats.safetensors, bfloats, bfloat16, floats_of_bfloats.f32"
  })
  void halvesOfEveryExponentAreWhatNumpyMakesOfThem(
      String file, String name, String type, String expectedFile) {
    FloatBuffer numbers = WeightsFixtures.floats(expectedFile);
    float[] expected = new float[numbers.remaining()];
    numbers.get(expected);

    StoredTensor tensor = WeightsFixtures.read(WeightsFixtures.bytes(file)).tensors().get(name);

    assertEquals(type, tensor.type());
    assertArrayEquals(expected, tensor.tensor().values());
  }
}
