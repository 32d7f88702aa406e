package forwardpass.report.page;

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
  static Optional<Section> of(String title, List<Example> examples, boolean isOneFile) {
    List<Markup> pictures = new ArrayList<>();
    for (Example example : examples) {
      String label = example.label() < 0 ? "none" : String.valueOf(example.label());
      pictures.add(
          Markup.of(
              "<li><figure>%s<figcaption>label <b>%s</b>, predicted <b>%d</b><br>at %.4f<br>%s</figcaption></figure></li>\n",
              picture(example, label),
              label,
              example.prediction(),
              example.confidence(),
              place(example, isOneFile)));
    }
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                title, Markup.of("<ul class=\"pictures\">\n%s</ul>\n", Markup.join(pictures))));
  }

  private static Markup picture(Example example, String label) {
    return InlinePicture.dataUri(example.pixels())
        .map(
            uri ->
                Markup.of(
                    "<img alt=\"An image of label %s, predicted %d\" src=\"%s\">",
                    label, example.prediction(), uri))
        .orElse(Markup.NONE);
  }

  private static String place(Example example, boolean isOneFile) {
    String name = example.file().substring(example.file().lastIndexOf('/') + 1);
    if (example.index() < 0) {
      return name;
    }
    return isOneFile ? "image " + example.index() : name + " [" + example.index() + "]";
  }
}
