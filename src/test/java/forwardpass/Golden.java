package forwardpass;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What NumPy predicts for the shipped test set with the shipped weights: {@code
 * golden/predictions.txt}, one digit for each image, made by {@code golden/make_predictions.py}.
 */
final class Golden {
  static final String CORRECT = "9,783";
  static final String ACCURACY = "0.9783";

  private Golden() {}

  static int[] predictions() {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/predictions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .chars()
          .filter(Character::isDigit)
          .map(digit -> digit - '0')
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
