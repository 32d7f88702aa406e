package forwardpass.source;

import forwardpass.model.ClassNumbers;
import java.io.Serializable;
import java.util.Optional;

/**
 * Tells labels that mean something from others.
 *
 * @param numbers how labels name the classes
 * @param isRegression whether labels are the numbers that the network is to give, and no classes
 */
public record LabelCheck(ClassNumbers numbers, boolean isRegression) implements Serializable {
  /**
   * Whether a label is a class, or says that there is none; of a regression, whether it is finite.
   */
  public boolean accepts(double label) {
    return isRegression ? Double.isFinite(label) : label == ClassNumbers.NONE || numbers.has(label);
  }

  /**
   * Why a record is refused for its label.
   *
   * @param label that is not accepted; not a number where the text is none
   * @param text as it is written
   */
  public Optional<Refusal> refusal(double label, String text) {
    if (isRegression) {
      return Refusal.corrupt("expected as label a finite number, found " + Refusal.shown(text));
    }
    return Refusal.corrupt(
        "expected as label a class %s, found %s%s"
            .formatted(
                numbers,
                Refusal.shown(text),
                Double.isNaN(label)
                    ? "; where these are no labels, give --label-column or --label-from none"
                    : numbers.advice(label)));
  }

  /** What a label means: a class, or the number that a regression is to give. */
  public double meaning(double label) {
    if (isRegression) {
      return label;
    }
    return label == ClassNumbers.NONE ? Double.NaN : label - numbers.first();
  }
}
