package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import forwardpass.image.resize.PictureShape;
import forwardpass.model.ClassNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that look wrong are called doubtful, in words; others are not. */
class WarningsTest {
  private static final int CLASSES = 10;
  private static final int SIDE = 4;
  private static final String DARK =
      "Images are dark on light: 1 of 1 that were looked at; give --invert if the network was trained on light on dark, or leave it out if it is given";

  private final Tally tally =
      new TallyShape(
              Networks.shape(CLASSES, "softmax").kind(),
              SIDE * SIDE,
              CLASSES,
              CLASSES,
              0,
              false,
              PictureShape.grey(SIDE, SIDE))
          .tally();

  /** Images of all classes in turn. */
  private void add(int images, IntUnaryOperator predictionOfLabel) {
    for (int i = 0; i < images; i++) {
      add(i % CLASSES, predictionOfLabel.applyAsInt(i % CLASSES));
    }
  }

  /** Of each label as many of each prediction. */
  private void addWrong() {
    for (int i = 0; i < 1000; i++) {
      add(i % CLASSES, i / CLASSES % CLASSES);
    }
  }

  private void add(double label, int prediction) {
    float[] outputs = new float[CLASSES];
    Arrays.fill(outputs, 0.01f);
    outputs[prediction] = 0.91f;
    tally.addImage(outputs, 0, prediction, label, "file", 0, image -> new byte[SIDE * SIDE]);
  }

  /** An image of which so many pixels are light. */
  private void addPixels(int light, float scale) {
    byte[] pixels = new byte[SIDE * SIDE];
    Arrays.fill(pixels, 0, light, (byte) 255);
    tally.images().sample(pixels, 0, pixels.length, scale);
  }

  private List<String> warnings() {
    return Warnings.of(tally, new ClassNumbers(0, CLASSES), Optional.empty());
  }

  @Test
  void whatIsRightIsNotDoubted() {
    add(1000, label -> label);
    addPixels(15, 1f);

    assertEquals(List.of(), warnings());
  }

  @Test
  void whatIsWrongAllOverIsNotExplained() {
    addWrong();
    addPixels(3, 1 / 255f);

    assertEquals(List.of(), warnings());
  }

  @Test
  void ofFewImagesNothingIsSaid() {
    add(90, label -> (label + 1) % CLASSES);
    addPixels(15, 1 / 255f);

    assertEquals(List.of(), warnings());
  }

  @ParameterizedTest
  @CsvSource({"1, above", "9, below"})
  void labelsThatAreShiftedByOne(int step, String word) {
    add(1000, label -> (label + step) % CLASSES);

    assertEquals(
        List.of(
            "Labels look shifted by one: 900 of 1,000 predictions are one %s the label; check where labels begin (--first-class), and that they belong to these images"
                .formatted(word)),
        warnings());
  }

  @Test
  void classesInAnotherOrder() {
    add(1000, label -> CLASSES - 1 - label);

    assertEquals(
        List.of(
            "Classes look exchanged: 1,000 of 1,000 images would be right if the network called them by other numbers (0 is predicted as 9, 1 is predicted as 8, 2 is predicted as 7); check the order of classes"),
        warnings());
  }

  @Test
  void predictionsOfFewClasses() {
    add(1000, label -> label % 3);

    assertEquals(
        List.of(
            "Predictions fall on few classes: 1,000 of 1,000 are 0 or 1 or 2, of 10 classes; check how images are prepared"),
        warnings());
  }

  @Test
  void predictionsOfFewClassesWhereLabelsAreOfFew() {
    for (int i = 0; i < 1000; i++) {
      add(i % 2, i % 2);
    }

    assertEquals(List.of(), warnings());
  }

  @Test
  void withoutLabelsImagesMayBeOfFewClasses() {
    for (int i = 0; i < 100; i++) {
      add(Double.NaN, 7);
    }
    addPixels(15, 1 / 255f);

    assertEquals(
        List.of(
            "Predictions fall on few classes: 100 of 100 are 7, of 10 classes; check how images are prepared, unless they are of these classes",
            DARK),
        warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|Pixels are not divided by 255: the network gets values up to 255; give --normalize if it was trained on values from 0 to 1",
        "0.0000153787|Pixels look divided by 255 twice: none that the network gets is above 0.0039; check --normalize and --no-normalize"
      })
  void pixelsOfAnotherScale(float scale, String warning) {
    addWrong();
    addPixels(3, scale);

    assertEquals(List.of(warning), warnings());
  }

  @Test
  void darkOnLight() {
    addWrong();
    addPixels(15, 1 / 255f);
    tally
        .images()
        .sample(new byte[SIDE * SIDE], 0, SIDE * SIDE, 1 / 255f); // blank ones are neither

    assertEquals(List.of(DARK), warnings());
  }

  @Test
  void coloursAreNeither() {
    Tally colours =
        new TallyShape(
                Networks.shape(CLASSES, "softmax").kind(),
                3,
                CLASSES,
                CLASSES,
                0,
                false,
                new PictureShape(3, 1, 1, true, false))
            .tally();
    colours.images().sample(new float[] {0, 1, 1}, 0, 3, 1);

    assertEquals(1, colours.images().pixels().light());
    assertFalse(colours.isGrey());
  }

  /** Python's statistics: mean and pstdev of [0] * 13 + [1] * 3 + [0.25] * 15 + [0.5]. */
  @Test
  void pixelsAreDescribedInTheNetworksUnits() {
    addPixels(3, 1 / 255f);
    float[] values = new float[SIDE * SIDE];
    Arrays.fill(values, 0.25f);
    values[3] = 0.5f;
    tally.images().sample(values, 0, values.length, 1);

    Map<String, Object> described = tally.images().described();
    assertEquals(2L, described.get("sampled_images"));
    assertEquals(0L, described.get("blank_images"));
    assertEquals(0L, described.get("mostly_light_images"));
    Map<?, ?> pixels = (Map<?, ?>) described.get("pixels");
    assertEquals(32L, pixels.get("count"));
    assertEquals(0.2265625, (double) pixels.get("mean"), 1e-8);
    assertEquals(0.2820085257465632, (double) pixels.get("standard_deviation"), 1e-7);
    assertEquals(0.0, pixels.get("least"));
    assertEquals(1.0, pixels.get("greatest"));
  }

  /** Images of classes, so many of each, of which so many are predicted to be each. */
  private static List<String> ofCounts(
      int classes, boolean isLabelled, int[] labels, int[] predicted) {
    Tally counted =
        new TallyShape(
                Networks.shape(classes, "softmax").kind(), 1, classes, classes, 0, false, null)
            .tally();
    float[] outputs = new float[classes];
    int[] given = IntStream.range(0, classes).flatMap(k -> repeated(k, predicted)).toArray();
    int[] asked = IntStream.range(0, classes).flatMap(k -> repeated(k, labels)).toArray();
    assertEquals(given.length, asked.length);
    for (int i = 0; i < given.length; i++) {
      counted.addImage(
          outputs,
          0,
          given[i],
          isLabelled ? asked[i] : Double.NaN,
          "file",
          i,
          image -> new byte[1]);
    }
    return Warnings.of(counted, new ClassNumbers(0, classes), Optional.empty()).stream()
        .filter(warning -> warning.startsWith("Predictions fall on few classes"))
        .toList();
  }

  private static IntStream repeated(int of, int... counts) {
    return IntStream.generate(() -> of).limit(of < counts.length ? counts[of] : 0);
  }

  @Test
  void twoClassesOfWhichOneIsPredictedAreFew() {
    assertEquals(
        List.of(
            "Predictions fall on few classes: 190 of 200 are 0, of 2 classes; check how images are prepared"),
        ofCounts(2, true, new int[] {100, 100}, new int[] {190, 10}));
    assertEquals(List.of(), ofCounts(2, true, new int[] {100, 100}, new int[] {150, 50}));
  }

  @Test
  void threeClassesOfWhichOneIsPredictedAreFew() {
    assertEquals(1, ofCounts(3, true, new int[] {100, 100, 100}, new int[] {280, 10, 10}).size());
    assertEquals(List.of(), ofCounts(3, true, new int[] {100, 100, 100}, new int[] {150, 100, 50}));
  }

  @Test
  void whereLabelsSayThatNearlyAllIsOneClassPredictionsMayToo() {
    for (int classes : new int[] {2, 3, 10, 10_000}) {
      assertEquals(List.of(), ofCounts(classes, true, new int[] {950, 50}, new int[] {1000}));
    }
  }

  @Test
  void aHundredOfTenThousandClassesAreFewWhereLabelsAreOfAll() {
    int[] labels = IntStream.generate(() -> 1).limit(10_000).toArray();
    int[] predicted = IntStream.generate(() -> 100).limit(100).toArray();
    assertEquals(
        List.of(
            "Predictions fall on few classes: 9,000 of 10,000 are 0 or 1 or 2 or 87 others, of 10,000 classes; check how images are prepared"),
        ofCounts(10_000, true, labels, predicted));
    int[] poor = IntStream.generate(() -> 2).limit(5_000).toArray();
    assertEquals(List.of(), ofCounts(10_000, true, labels, poor));
  }

  @Test
  void withoutLabelsOnlyAllOfOneOfTwoClassesAreDoubted() {
    assertEquals(
        List.of(
            "Predictions fall on few classes: 200 of 200 are 1, of 2 classes; check how images are prepared, unless they are of these classes"),
        ofCounts(2, false, new int[] {200}, new int[] {0, 200}));
    assertEquals(List.of(), ofCounts(2, false, new int[] {200}, new int[] {1, 199}));
    assertEquals(
        List.of(), ofCounts(10_000, false, new int[] {400}, new int[] {100, 100, 100, 100}));
  }
}
