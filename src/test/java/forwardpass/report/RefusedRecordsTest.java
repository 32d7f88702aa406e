package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.model.ClassNumbers;
import forwardpass.report.page.HtmlReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that were refused are told one by one, so many that their fault can be found. */
class RefusedRecordsTest {
  private final TallyShape shape = Networks.shape(2, "softmax");

  private static Report report(Tally tally) {
    return new Report(tally, new ClassNumbers(0, 2), Map.of("options", List.of()));
  }

  @Test
  void eachIsToldWithItsPlaceAndMessageUnderItsReason() throws IOException {
    Tally tally = shape.tally();
    tally.addRefused("b", 7, "expected 784 values, found 3");
    tally.addRefused("a", 9, "expected an image, found null");
    tally.addRefused("a", 8, "expected 784 values, found 2");
    tally.addRefused("c", -1, "expected 784 values, found <2>");

    assertEquals(
        "[{\"reason\":\"expected N values, found <N>\",\"file\":\"c\",\"index\":null,\"message\":\"expected 784 values, found <2>\"},"
            + "{\"reason\":\"expected N values, found N\",\"file\":\"a\",\"index\":8,\"message\":\"expected 784 values, found 2\"},"
            + "{\"reason\":\"expected N values, found N\",\"file\":\"b\",\"index\":7,\"message\":\"expected 784 values, found 3\"},"
            + "{\"reason\":\"expected an image, found null\",\"file\":\"a\",\"index\":9,\"message\":\"expected an image, found null\"}]",
        new ObjectMapper().readTree(report(tally).json()).get("refused_records").toString());
    String page = HtmlReport.page(report(tally));
    assertTrue(page.contains("<details><summary>2: expected N values, found N</summary>"), page);
    assertTrue(
        page.contains(
            "<tr><th scope=\"row\" class=\"text\">a</th><td>8</td><td class=\"text\">expected 784 values, found 2</td></tr>"),
        page);
    assertTrue(
        page.contains(
            "<tr><th scope=\"row\" class=\"text\">c</th><td></td><td class=\"text\">expected 784 values, found &lt;2&gt;</td></tr>"),
        page);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theFirstHundredOfAReasonAreToldInWhateverOrderTheyCome(int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<Tally> tallies = List.of(shape.tally(), shape.tally(), shape.tally());
    for (int i = 0; i < order.size(); i++) {
      tallies.get(i % 3).addRefused("f", order.get(i), "broken");
    }
    tallies.get(1).addRefused("g", 0, "torn");
    Tally all = shape.tally();
    tallies.forEach(all::addAll);

    Map<String, List<RefusedRecord>> refused = report(all).refused();

    assertEquals(List.of("broken", "torn"), List.copyOf(refused.keySet()));
    assertEquals(
        IntStream.range(0, 100).mapToObj(i -> new RefusedRecord("f", i, "broken")).toList(),
        refused.get("broken"));
    assertEquals(List.of(new RefusedRecord("g", 0, "torn")), refused.get("torn"));
    assertTrue(
        HtmlReport.page(report(all)).contains("<summary>The first 100 of 1,000: broken</summary>"));
  }

  @Test
  void ofMoreReasonsTheFirstHundredAreTold() {
    Tally tally = shape.tally();
    for (char letter = 255; letter >= 'a'; letter--) {
      tally.addRefused("f", 0, "broken " + letter);
    }

    List<String> reasons = List.copyOf(report(tally).refused().keySet());

    assertEquals(100, reasons.size());
    assertEquals("broken a", reasons.get(0));
    assertEquals("broken " + (char) ('a' + 99), reasons.get(99));
  }

  @Test
  void whereNoneWasRefusedThePageSaysNothingOfIt() {
    assertFalse(HtmlReport.page(report(shape.tally())).contains("Refused records"));
  }
}
