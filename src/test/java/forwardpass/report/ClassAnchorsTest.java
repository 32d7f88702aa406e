package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.model.ClassNumbers;
import forwardpass.report.page.HtmlReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A link such as {@code report.html#class-7} leads to the row of a class, and confusions do. */
class ClassAnchorsTest {
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern LINK = Pattern.compile(" href=\"#([^\"]*)\"");
  private static final Pattern ROW = Pattern.compile("<tr id=\"([^\"]*)\">");

  private static List<String> all(Pattern what, String page) {
    List<String> found = new ArrayList<>();
    Matcher next = what.matcher(page);
    while (next.find()) {
      found.add(next.group(1));
    }
    return found;
  }

  /** Of each class two images, the second taken for the next class. */
  private static Tally tally(int classes, int first) {
    Tally tally = Networks.shape(classes, "softmax", first).tally();
    for (int label = 0; label < classes; label++) {
      for (int prediction : new int[] {label, (label + 1) % classes}) {
        tally.addImage(new float[classes], 0, prediction, label, "file", -1, number -> new byte[4]);
      }
    }
    return tally;
  }

  private static Report report(int classes, List<String> names) {
    return new Report(
        tally(classes, 0), new ClassNumbers(0, classes, names), Map.of("options", List.of()));
  }

  private static List<String> anchors(int classes) {
    return IntStream.range(0, classes).mapToObj(k -> "class-" + k).sorted().toList();
  }

  /** No two are the same, and what is linked is there. */
  private static void assertLinked(String page) {
    List<String> ids = all(ID, page);
    assertEquals(new TreeSet<>(ids).size(), ids.size(), ids + "");
    assertTrue(ids.containsAll(all(LINK, page)), ids + " " + all(LINK, page));
  }

  @Test
  void eachOfFewClassesHasAnAnchorAndTheMatrixLinksToIt() {
    String page = HtmlReport.page(report(3, List.of()));

    assertLinked(page);
    assertEquals(anchors(3), all(ROW, page));
    assertTrue(page.contains("<tr id=\"class-1\"><th scope=\"row\">1</th><td>0.5000</td>"), page);
    assertTrue(page.contains("<th scope=\"col\"><a href=\"#class-1\">1</a></th>"), page);
    assertTrue(page.contains("<tr><th scope=\"row\"><a href=\"#class-1\">1</a></th>"), page);
  }

  @Test
  void namesWithSpacesAndMarkupAreShownAndNotPartOfAnchors() {
    String page = HtmlReport.page(report(3, List.of("a b", "a b", "\"> <b> & c")));

    assertLinked(page);
    assertEquals(anchors(3), all(ROW, page));
    assertTrue(
        page.contains(
            "<tr id=\"class-2\"><th scope=\"row\" class=\"text\">2 &quot;&gt; &lt;b&gt; &amp; c</th>"),
        page);
    assertTrue(
        page.contains(
            "<tr><th scope=\"row\" class=\"text\"><a href=\"#class-2\">2 &quot;&gt; &lt;b&gt; &amp; c</a></th>"),
        page);
    assertTrue(
        page.contains(
            "<th scope=\"col\"><a href=\"#class-2\"><abbr title=\"2 &quot;&gt; &lt;b&gt; &amp; c\">2</abbr></a></th>"),
        page);
  }

  /** Though the best and the worst have rows further up, too. */
  @Test
  void eachOfManyClassesHasOneAnchorAndTheListOfConfusionsLinksToIt() {
    List<String> names = IntStream.range(0, 40).mapToObj(k -> "bird " + k).toList();

    String page = HtmlReport.page(report(40, names));

    assertLinked(page);
    assertEquals(anchors(40), all(ROW, page).stream().sorted().toList());
    assertTrue(
        page.contains(
            "<tr><th scope=\"row\" class=\"text\"><a href=\"#class-7\">7 bird 7</a></th><td class=\"text\"><a href=\"#class-8\">8 bird 8</a></td>"),
        page);
  }

  @Test
  void anchorsAreByTheNumbersThatLabelsHave() {
    String page =
        HtmlReport.page(
            new Report(tally(3, 7), new ClassNumbers(7, 3), Map.of("options", List.of())));

    assertEquals(List.of("class-7", "class-8", "class-9"), all(ROW, page));
    assertLinked(page);
  }

  @Test
  void eachOfSeveralNetworksHasAnchorsOfItsOwn() {
    Report report = report(2, List.of());

    String page =
        HtmlReport.page(new RunReports(List.of("my net", "other"), List.of(report, report)));

    assertLinked(page);
    assertEquals(
        List.of("class-0", "class-1", "network-2-class-0", "network-2-class-1"), all(ROW, page));
    assertTrue(page.contains("<th scope=\"col\"><a href=\"#network-2-class-1\">1</a></th>"), page);
  }

  @Test
  void withoutLabelsTheClassesThatArePredictedHaveAnchors() {
    Tally tally = Networks.shape(2, "softmax").tally();
    tally.addImage(new float[2], 0, 1, Double.NaN, "file", -1, number -> new byte[4]);

    String page =
        HtmlReport.page(new Report(tally, new ClassNumbers(0, 2), Map.of("options", List.of())));

    assertEquals(List.of("class-0", "class-1"), all(ROW, page));
    assertLinked(page);
  }
}
