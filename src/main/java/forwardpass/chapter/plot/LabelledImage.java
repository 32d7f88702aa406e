package forwardpass.chapter.plot;

import java.util.OptionalInt;

/**
 * An image of a file.
 *
 * @param index its position in the file, from 0
 */
public record LabelledImage(int index, OptionalInt label, GreyImage image) {
  /** Such as {@code image 0, label 7}. */
  String caption() {
    return "image "
        + index
        + (label.isPresent() ? ", label " + label.getAsInt() : ", without a label");
  }

  /** What it shows, or which it is where nobody says. */
  String shortCaption() {
    return label.isPresent() ? String.valueOf(label.getAsInt()) : "#" + index;
  }
}
