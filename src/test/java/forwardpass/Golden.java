package forwardpass;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What NumPy predicts for the shipped test set with the shipped weights: {@code
 * golden/predictions.txt}, one digit for each image, and {@code golden/probabilities.txt}, made by
 * {@code golden/make_predictions.py}; and for images that are turned, by {@code
 * golden/make_turned.py}.
 */
public final class Golden {
  static final String CORRECT = "9,783";
  static final String ACCURACY = "0.9783";

  private Golden() {}

  /** The class of each image. */
  public static int[] predictions() {
    return digits(text("predictions.txt"));
  }

  /** Of the first hundred images, each with 255 - pixel for its pixels. */
  static int[] inverted() {
    return digits(text("turned.txt").lines().findFirst().orElseThrow());
  }

  /** Of the first hundred images, each with its rows and columns exchanged. */
  static int[] transposed() {
    return digits(text("turned.txt").lines().skip(1).findFirst().orElseThrow());
  }

  private static int[] digits(String text) {
    return text.chars().filter(Character::isDigit).map(c -> c - '0').toArray();
  }

  /** Of all classes, for each of the first hundred images. */
  static double[][] probabilities() {
    return text("probabilities.txt")
        .lines()
        .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static String text(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
