package forwardpass.report.page;

import forwardpass.report.ClassCounts;
import forwardpass.report.ConfusionList;
import forwardpass.report.Report;
import forwardpass.report.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What became of the images of each class; of many classes, of the best and the worst. */
final class ClassSections {
  private static final int FEW = ConfusionList.FEW;

  private ClassSections() {}

  /** Each class by itself; without labels, how often it is predicted. */
  static Optional<Section> of(Report report, ClassAnchors anchors) {
    Tally tally = report.tally();
    if (tally.isRegression()) {
      return Optional.empty();
    }
    return Optional.of(
        tally.classified().labelled() > 0
            ? new Section("Classes", labelled(report, anchors))
            : new Section("Predictions", predicted(report, anchors)));
  }

  private static Markup labelled(Report report, ClassAnchors anchors) {
    ClassCounts counts = report.tally().classified().counts();
    if (counts.classes() <= FEW) {
      return anchored("Each class by itself", all(counts).toList(), report, anchors);
    }
    List<Integer> present = all(counts).filter(counts::isPresent).toList();
    Markup note =
        Markup.of(
            "<p>Of %,d classes %,d have an image by label or by prediction. They are all further down, by name, and in report.json.</p>\n",
            counts.classes(), present.size());
    if (present.size() <= FEW) {
      return Markup.join(
          List.of(note, anchored("Each of those by itself", present, report, anchors)));
    }
    Comparator<Integer> mostImagesFirst =
        Comparator.<Integer>comparingLong(counts::labelled)
            .reversed()
            .thenComparing(Comparator.naturalOrder());
    Comparator<Integer> byF1 = Comparator.comparingDouble(counts::f1);
    return Markup.join(
        List.of(
            note,
            plain(
                "The worst %d by F1".formatted(FEW),
                first(present, byF1.thenComparing(mostImagesFirst)),
                report),
            plain(
                "The best %d by F1".formatted(FEW),
                first(present, byF1.reversed().thenComparing(mostImagesFirst)),
                report)));
  }

  private static Stream<Integer> all(ClassCounts counts) {
    return IntStream.range(0, counts.classes()).boxed();
  }

  private static List<Integer> first(List<Integer> classes, Comparator<Integer> order) {
    return classes.stream().sorted(order).limit(FEW).toList();
  }

  /** The one table of a page that has these classes where links are to find them. */
  private static Markup anchored(
      String caption, List<Integer> classes, Report report, ClassAnchors anchors) {
    HtmlTable table = table(caption, report);
    for (int k : classes) {
      table.row(anchors.id(report, k), ClassHeading.row(report, k), figures(report, k));
    }
    return table.html();
  }

  private static Markup plain(String caption, List<Integer> classes, Report report) {
    HtmlTable table = table(caption, report);
    for (int k : classes) {
      table.row(ClassHeading.row(report, k), figures(report, k));
    }
    return table.html();
  }

  private static HtmlTable table(String caption, Report report) {
    return HtmlTable.of(
        caption,
        ClassHeading.column("class", report),
        HtmlTable.column("precision"),
        HtmlTable.column("recall"),
        HtmlTable.column("F1"),
        HtmlTable.column("images"),
        HtmlTable.column("recall, 95% confidence"));
  }

  private static Markup[] figures(Report report, int k) {
    ClassCounts counts = report.tally().classified().counts();
    return new Markup[] {
      HtmlTable.cell("%.4f", counts.precision(k)),
      HtmlTable.cell("%.4f", counts.recall(k)),
      HtmlTable.cell("%.4f", counts.f1(k)),
      HtmlTable.cell("%,d", counts.labelled(k)),
      HtmlTable.cell("%s", recall(counts, k))
    };
  }

  /** From where to where; null where the class has no images. */
  private static String recall(ClassCounts counts, int k) {
    return counts
        .recallInterval(k)
        .map(ends -> String.format(Locale.ROOT, "%.4f to %.4f", ends.low(), ends.high()))
        .orElse(null);
  }

  private static Markup predicted(Report report, ClassAnchors anchors) {
    ClassCounts counts = report.tally().classified().counts();
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
    HtmlTable table =
        HtmlTable.of(caption, ClassHeading.column("class", report), HtmlTable.column("images"));
    for (int k : classes) {
      table.row(
          anchors.id(report, k),
          ClassHeading.row(report, k),
          HtmlTable.cell("%,d", counts.predicted(k)));
    }
    return table.html();
  }
}
