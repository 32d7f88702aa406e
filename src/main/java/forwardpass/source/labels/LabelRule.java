package forwardpass.source.labels;

import forwardpass.model.ClassNumbers;
import java.util.Optional;

/**
 * What was said of the labels of a table or of image files.
 *
 * @param column the column that has them; none to look for one
 * @param from where they come from; none to take them where they are found
 * @param numbers how they name classes; none where they are any numbers, as of a regression
 */
public record LabelRule(
    Optional<String> column, Optional<LabelFrom> from, Optional<ClassNumbers> numbers) {
  public boolean isNone() {
    return from.isPresent() && from.get() == LabelFrom.NONE;
  }
}
