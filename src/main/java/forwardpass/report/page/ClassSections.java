package forwardpass.report.page;

import forwardpass.report.ClassCounts;
import forwardpass.report.ConfusionList;
import forwardpass.report.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What became of the images of each class; of many classes, of the best and the worst. */
final class ClassSections {
  private static final int FEW = ConfusionList.FEW;

  private ClassSections() {}

  /** Each class by itself; without labels, how often it is predicted. */
  static Optional<Section> of(Tally tally) {
    if (tally.isRegression()) {
      return Optional.empty();
    }
    return Optional.of(
        tally.classified().labelled() > 0
            ? new Section("Classes", labelled(tally))
            : new Section("Predictions", predicted(tally)));
  }

  private static Markup labelled(Tally tally) {
    ClassCounts counts = tally.classified().counts();
    if (counts.classes() <= FEW) {
      return table("Each class by itself", all(counts).toList(), tally);
    }
    List<Integer> present = all(counts).filter(counts::isPresent).toList();
    Markup note =
        Markup.of(
            "<p>Of %,d classes %,d have an image by label or by prediction. report.json has each.</p>\n",
            counts.classes(), present.size());
    if (present.size() <= FEW) {
      return Markup.join(List.of(note, table("Each of those by itself", present, tally)));
    }
    Comparator<Integer> mostImagesFirst =
        Comparator.<Integer>comparingLong(counts::labelled)
            .reversed()
            .thenComparing(Comparator.naturalOrder());
    Comparator<Integer> byF1 = Comparator.comparingDouble(counts::f1);
    return Markup.join(
        List.of(
            note,
            table(
                "The worst %d by F1".formatted(FEW),
                first(present, byF1.thenComparing(mostImagesFirst)),
                tally),
            table(
                "The best %d by F1".formatted(FEW),
                first(present, byF1.reversed().thenComparing(mostImagesFirst)),
                tally)));
  }

  private static Stream<Integer> all(ClassCounts counts) {
    return IntStream.range(0, counts.classes()).boxed();
  }

  private static List<Integer> first(List<Integer> classes, Comparator<Integer> order) {
    return classes.stream().sorted(order).limit(FEW).toList();
  }

  private static Markup table(String caption, List<Integer> classes, Tally tally) {
    ClassCounts counts = tally.classified().counts();
    HtmlTable table =
        HtmlTable.of(
            caption,
            HtmlTable.column("class"),
            HtmlTable.column("precision"),
            HtmlTable.column("recall"),
            HtmlTable.column("F1"),
            HtmlTable.column("images"));
    for (int k : classes) {
      table.row(
          HtmlTable.heading(tally.number(k)),
          HtmlTable.cell("%.4f", counts.precision(k)),
          HtmlTable.cell("%.4f", counts.recall(k)),
          HtmlTable.cell("%.4f", counts.f1(k)),
          HtmlTable.cell("%,d", counts.labelled(k)));
    }
    return table.html();
  }

  private static Markup predicted(Tally tally) {
    ClassCounts counts = tally.classified().counts();
    List<Integer> classes = all(counts).toList();
    String caption = "Images predicted to be of each class";
    if (classes.size() > FEW) {
      classes =
          first(
              classes,
              Comparator.<Integer>comparingLong(counts::predicted)
                  .reversed()
                  .thenComparing(Comparator.naturalOrder()));
      caption = "Images predicted to be of the %d classes that most are".formatted(FEW);
    }
    HtmlTable table = HtmlTable.of(caption, HtmlTable.column("class"), HtmlTable.column("images"));
    for (int k : classes) {
      table.row(HtmlTable.heading(tally.number(k)), HtmlTable.cell("%,d", counts.predicted(k)));
    }
    return table.html();
  }
}
