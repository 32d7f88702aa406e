package forwardpass.report.page;

import forwardpass.model.ClassNumbers;
import forwardpass.report.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images as pictures, each with its label and prediction. */
final class ExampleSection {
  private ExampleSection() {}

  /**
   * @param isOneFile whether all are of the same file, whose name need not be with each
   */
  static Optional<Section> of(
      String title, List<Example> examples, ClassNumbers classes, boolean isOneFile) {
    ShortNames names = ShortNames.of(examples);
    boolean isNumbered = examples.stream().anyMatch(example -> example.index() > 0);
    List<Markup> pictures = new ArrayList<>();
    for (Example example : examples) {
      String label = example.label() < 0 ? "none" : classes.titled(example.label());
      String prediction = classes.titled(example.prediction());
      pictures.add(
          Markup.of(
              "<li><figure>%s<figcaption>label <b>%s</b>, predicted <b>%s</b><br>at %.4f<br>%s</figcaption></figure></li>\n",
              picture(example, label, prediction),
              label,
              prediction,
              example.confidence(),
              place(example, names, isNumbered, isOneFile)));
    }
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                title, Markup.of("<ul class=\"pictures\">\n%s</ul>\n", Markup.join(pictures))));
  }

  private static Markup picture(Example example, String label, String prediction) {
    return InlinePicture.dataUri(example.picture())
        .map(
            uri ->
                Markup.of(
                    "<img alt=\"An image of label %s, predicted %s\" src=\"%s\">",
                    label, prediction, uri))
        .orElse(Markup.NONE);
  }

  /** Where each is the first of its file, as pictures are, its number says nothing. */
  private static String place(
      Example example, ShortNames names, boolean isNumbered, boolean isOneFile) {
    String name = names.of(example.file());
    if (!isNumbered || example.index() < 0) {
      return name;
    }
    return isOneFile ? "image " + example.index() : name + " [" + example.index() + "]";
  }
}
