package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.model.ClassNumbers;
import forwardpass.report.page.HtmlReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of many classes shows those that matter, and the document has all. */
class ManyClassesTest {
  private static final int CLASSES = 10_000;
  private static final Pattern ROW = Pattern.compile("<tr[^>]*>(<t[hd][^>]*>.*?)</tr>");

  /** The cells of a table's rows. */
  private static List<String> rows(String page, String caption) {
    int start = page.indexOf("<tbody>", page.indexOf("<caption>" + caption + "</caption>"));
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(page.substring(start, page.indexOf("</tbody>", start)));
    while (row.find()) {
      rows.add(row.group(1).replaceAll("(<[^>]*>)+", " ").strip());
    }
    return rows;
  }

  /** Of each class from 0 to 99 that many images, half of them, rounded up, taken for the next. */
  private static Report report(boolean labelled) {
    Tally tally = Networks.shape(CLASSES, "softmax").tally();
    float[] outputs = new float[CLASSES];
    for (int label = 0; label < 100; label++) {
      for (int image = 0; image < label; image++) {
        int prediction = image % 2 == 0 ? label + 1 : label;
        double known = labelled ? label : Double.NaN;
        tally.addImage(outputs, 0, prediction, known, "file", image, number -> new byte[4]);
      }
    }
    return new Report(tally, new ClassNumbers(0, CLASSES), Map.of("options", List.of()));
  }

  @Test
  void ofClassesTheWorstAndTheBestAreShown() {
    String page = HtmlReport.page(report(true));

    List<String> worst = rows(page, "The worst 30 by F1");
    List<String> best = rows(page, "The best 30 by F1");
    assertTrue(
        page.contains("<p>Of 10,000 classes 100 have an image by label or by prediction."), page);
    assertEquals(30, worst.size());
    assertEquals(30, best.size());
    assertEquals("1 0.0000 0.0000 0.0000 1 0.0000 to 0.7935", worst.get(0));
    assertEquals("100 0.0000 0.0000 0.0000 0", worst.get(1));
    assertEquals(
        "3 0.5000 0.3333 0.4000 3 0.0615 to 0.7923", worst.get(2)); // 2 of 3 are 4, 1 of 2 is 3
    assertEquals(
        "98 0.5000 0.5000 0.5000 98 0.4029 to 0.5971", best.get(0)); // as are all even ones
    assertTrue(page.length() < 100_000, page.length() + " characters");
  }

  @Test
  void ofMistakesTheMostFrequentAreShown() {
    List<String> mistakes = rows(HtmlReport.page(report(true)), "The mistakes of most images");

    assertEquals(30, mistakes.size());
    assertEquals("99 100 50 0.5051", mistakes.get(0));
    assertEquals("97 98 49 0.5052", mistakes.get(1));
    assertEquals("98 99 49 0.5000", mistakes.get(2));
  }

  @Test
  void theDocumentHasEveryClassAndEveryPairThatHasImages() throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(report(true).json()).get("metrics");

    assertEquals(CLASSES, metrics.get("per_class").size());
    assertEquals(98 + 99, metrics.get("confusions").size()); // right, from 2 images on; and wrong
    assertEquals("[1,2,1]", metrics.get("confusions").get(0).toString());
    assertEquals("[99,100,50]", metrics.get("confusions").get(196).toString());
  }

  @Test
  void withoutLabelsTheClassesThatAreMostPredictedAreShown() {
    List<String> predicted =
        rows(
            HtmlReport.page(report(false)),
            "Images predicted to be of the 30 classes that most are");

    assertEquals(30, predicted.size());
    assertEquals("98 98", predicted.get(0)); // 49 of its own, and 49 of those of 97
    assertEquals("99 98", predicted.get(1));
  }

  /**
   * Each class has fifty images, of which most are right and others are of one of ten neighbours.
   */
  private static Report ofAll() {
    Tally tally = Networks.shape(CLASSES, "softmax").tally();
    float[] outputs = new float[CLASSES];
    Random random = new Random(1);
    for (int image = 0; image < 50 * CLASSES; image++) {
      int label = image % CLASSES;
      int prediction = random.nextInt(10) < 7 ? label : (label + 1 + random.nextInt(10)) % CLASSES;
      tally.classified().counts().add(label, prediction);
      tally.classified().confusions().add(label, prediction);
    }
    tally.addImage(outputs, 0, 0, 0, "file", 0, number -> new byte[4]);
    List<String> names =
        IntStream.range(0, CLASSES).mapToObj(k -> "species of birds " + (CLASSES - k)).toList();
    return new Report(tally, new ClassNumbers(0, CLASSES, names), Map.of("options", List.of()));
  }

  @Test
  void tenThousandClassesWithAllTheirConfusionsStayBelowThreeMegabytes() throws IOException {
    Report report = ofAll();
    String json = report.json();
    String page = HtmlReport.page(report);

    JsonNode metrics = new ObjectMapper().readTree(json).get("metrics");
    assertEquals(CLASSES, metrics.get("per_class").size());
    long images = 0;
    for (JsonNode pair : metrics.get("confusions")) {
      images += pair.get(2).asLong();
    }
    assertEquals(50 * CLASSES + 1, images);
    assertTrue(page.length() < 3_000_000, page.length() + " characters of HTML");
    assertTrue(json.length() < 3_000_000, json.length() + " characters of JSON");
  }

  @Test
  void everyClassIsFoundByItsName() {
    String page = HtmlReport.page(ofAll());

    assertEquals(CLASSES / 500, page.split("<details>", -1).length - 1);
    List<String> sorted =
        IntStream.rangeClosed(1, CLASSES).mapToObj(k -> "species of birds " + k).sorted().toList();
    assertTrue(
        page.contains("<summary>%s to %s</summary>".formatted(sorted.get(0), sorted.get(499))));
    for (int k = 0; k < CLASSES; k++) {
      assertTrue(
          page.contains(
              "<tr id=\"class-%d\"><th scope=\"row\" class=\"text\">%d species of birds %d</th>"
                  .formatted(k, k, CLASSES - k)),
          "" + k);
    }
  }
}
