package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import forwardpass.blas.Gemm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches one after another, and the book's example. */
class ForwardPassTest {
  /** The book prints eight decimals. */
  private static final float BOOK_TOLERANCE = 1e-7f;

  /** Half a unit in the last place of 1/255, 255 times. */
  private static final float SCALE_TOLERANCE = 6e-8f;

  private static Dense dense(float[][] weights, float[] bias, Activation activation) {
    float[] values = new float[weights.length * bias.length];
    for (int i = 0; i < weights.length; i++) {
      System.arraycopy(weights[i], 0, values, i * bias.length, bias.length);
    }
    return new Dense(
        new Tensor(List.of(weights.length, bias.length), values),
        new Tensor(List.of(bias.length), bias),
        activation);
  }

  /** "Deep Learning from Scratch", section 3.4. */
  private static Network book() {
    return new Network(
        List.of(
            dense(
                new float[][] {{0.1f, 0.3f, 0.5f}, {0.2f, 0.4f, 0.6f}},
                new float[] {0.1f, 0.2f, 0.3f},
                Activation.SIGMOID),
            dense(
                new float[][] {{0.1f, 0.4f}, {0.2f, 0.5f}, {0.3f, 0.6f}},
                new float[] {0.1f, 0.2f},
                Activation.SIGMOID),
            dense(
                new float[][] {{0.1f, 0.3f}, {0.2f, 0.4f}},
                new float[] {0.1f, 0.2f},
                Activation.IDENTITY)));
  }

  private static Network random() {
    return RandomNetworks.of(3, Activation.TANH, Activation.SOFTMAX).network();
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void networkOfSection34GivesWhatTheBookPrints(Gemm gemm) {
    ForwardPass pass = new ForwardPass(book(), gemm);

    assertArrayEquals(
        new float[] {0.3168271f, 0.6962791f},
        pass.run(new float[] {1.0f, 0.5f}, 1, 1),
        BOOK_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void bytesAreUnsignedAndScaled(Gemm gemm) {
    Network identity =
        new Network(
            List.of(
                dense(new float[][] {{1, 0}, {0, 1}}, new float[] {0, 0}, Activation.IDENTITY)));
    ForwardPass pass = new ForwardPass(identity, gemm);

    assertArrayEquals(
        new float[] {0, 127, 128, 255}, pass.run(new byte[] {0, 127, -128, -1}, 2, 1));
    assertArrayEquals(
        new float[] {0, 1 / 255f, 0.2f, 1},
        pass.run(new byte[] {0, 1, 51, -1}, 2, 1 / 255f),
        SCALE_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void shortBatchAfterALongOneGivesWhatItGivesAlone(Gemm gemm) {
    float[] images = RandomNetworks.sixteenths(new Random(1), 100 * RandomNetworks.inputs());
    float[] others = RandomNetworks.sixteenths(new Random(2), 7 * RandomNetworks.inputs());
    float[] alone = new ForwardPass(random(), gemm).run(others, 7, 1);
    ForwardPass pass = new ForwardPass(random(), gemm);
    float[] all = pass.run(images, 100, 1).clone();

    float[] after = pass.run(others, 7, 1);

    assertArrayEquals(alone, Arrays.copyOf(after, 7 * outputs()), 1e-6f);
    assertArrayEquals(all, pass.run(images, 100, 1));
  }

  private static int outputs() {
    return random().outputs();
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void outputBufferIsUsedAgain(Gemm gemm) {
    float[] images = RandomNetworks.sixteenths(new Random(1), 9 * RandomNetworks.inputs());
    ForwardPass pass = new ForwardPass(random(), gemm);

    float[] first = pass.run(images, 9, 1);

    assertSame(first, pass.run(images, 4, 1));
    assertSame(first, pass.run(images, 9, 1));
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void inputIsNotChanged(Gemm gemm) {
    float[] images = RandomNetworks.sixteenths(new Random(1), 3 * RandomNetworks.inputs());
    float[] before = images.clone();

    new ForwardPass(random(), gemm).run(images, 3, 1 / 255f);

    assertArrayEquals(before, images);
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void inputMayBeLongerThanItsRows(Gemm gemm) {
    float[] images = RandomNetworks.sixteenths(new Random(1), 9 * RandomNetworks.inputs());
    float[] nine = new ForwardPass(random(), gemm).run(images, 9, 1);

    float[] two = new ForwardPass(random(), gemm).run(images, 2, 1);

    assertArrayEquals(Arrays.copyOf(nine, 2 * outputs()), two, 1e-6f);
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void zeroRowsAfterABatchAreNothingToDo(Gemm gemm) {
    float[] images = RandomNetworks.sixteenths(new Random(1), 2 * RandomNetworks.inputs());
    ForwardPass pass = new ForwardPass(random(), gemm);
    float[] before = pass.run(images, 2, 1).clone();

    assertArrayEquals(before, pass.run(new float[0], 0, 1));
    assertArrayEquals(before, pass.run(new byte[0], 0, 1));
  }

  @ParameterizedTest
  @MethodSource("forwardpass.blas.Gemms#all")
  void zeroRowsInTheFirstBatchGiveAnEmptyOutput(Gemm gemm) {
    assertArrayEquals(new float[0], new ForwardPass(random(), gemm).run(new byte[0], 0, 1));
    assertArrayEquals(new float[0], new ForwardPass(random(), gemm).run(new float[0], 0, 1));
  }
}
