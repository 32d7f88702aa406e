package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  @Test
  void theBlasOfThisMachineGivesWhatJavaGives() {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(3, 2), new float[] {1, -2, 3, -4, 5, -6}),
                    new Tensor(List.of(2), new float[] {0.5f, -0.5f}),
                    Activation.SOFTMAX)));

    assertEquals(Optional.empty(), SelfTest.run(network));
  }

  @Test
  void theFirstOutputThatDiffersIsNamed() {
    float[] expected = new float[32];
    float[] found = expected.clone();
    found[5] = 0.001f;
    found[7] = Float.NaN;

    assertEquals(
        Optional.of("output 1 of image 2: expected 0.0, found 0.001"),
        SelfTest.compare(expected, found, 2));
    found[5] = 0;
    assertEquals(
        Optional.of("output 1 of image 3: expected 0.0, found NaN"),
        SelfTest.compare(expected, found, 2));
  }
}
