package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.model.ClassNumbers;
import forwardpass.report.page.HtmlReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of many files those that stand out are told, wherever they are in the alphabet. */
class FileCountsTest {
  private final TallyShape shape = Networks.shape(2, "softmax");

  private static void scored(Tally tally, String file, int label) {
    tally.addImage(new float[] {1, 0}, 0, 0, label, file, 0, image -> new byte[4]);
  }

  private static List<String> lines(Tally tally) {
    return FileCounts.worst(tally).stream()
        .map(
            each ->
                "%s %s %d %d %d %d"
                    .formatted(
                        each.file(),
                        each.isWhole(),
                        each.scored(),
                        each.labelled(),
                        each.correct(),
                        each.refused()))
        .toList();
  }

  @Test
  void mostRefusedComeFirstThenMostMistakesThenTheirNames() {
    Tally tally = shape.tally();
    scored(tally, "a", 0);
    scored(tally, "b", 0);
    scored(tally, "c", 1);
    tally.addRefused("d", 0, "broken");
    tally.addRefused("e", 0, "broken");
    tally.addRefused("e", 0, "broken");
    scored(tally, "e", 0);

    assertEquals(
        List.of(
            "e true 1 1 1 2",
            "d true 0 0 0 1",
            "c true 1 1 0 0",
            "a true 1 1 1 0",
            "b true 1 1 1 0"),
        lines(tally));
  }

  /**
   * Ten thousand files of an image each, the last of them refused, in tasks of any size that end in
   * any order.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10_000})
  void whateverIsCountedTogetherTheWorstAreKnown(int tasks) throws IOException {
    List<Tally> tallies = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      tallies.add(shape.tally());
    }
    for (int i = 0; i < 10_000; i++) {
      String file = "f%05d".formatted(i);
      Tally tally = tallies.get(i % tasks);
      if (i < 9_950) {
        scored(tally, file, i == 500 ? 1 : 0);
      } else {
        tally.addRefused(file, 0, "broken");
        if (i == 9_999) {
          tally.addRefused(file, 0, "broken");
        }
      }
    }
    Collections.shuffle(tallies, new Random(tasks));
    Tally all = shape.tally();
    tallies.forEach(all::addAll);

    List<String> lines = lines(all);
    assertEquals(101, lines.size());
    assertEquals("f09999 false 0 0 0 2", lines.get(0));
    assertEquals("f09950 false 0 0 0 1", lines.get(1));
    assertEquals("f09998 false 0 0 0 1", lines.get(49));
    assertEquals("f00500 true 1 1 0 0", lines.get(50));
    assertEquals("f00000 true 1 1 1 0", lines.get(51));
    assertEquals("all other files true 9900 9900 9900 0", lines.get(100));
    Report report = new Report(all, new ClassNumbers(0, 2), Map.of("options", List.of()));
    JsonNode refused = new ObjectMapper().readTree(report.json()).get("files_with_most_refused");
    assertEquals(50, refused.size());
    assertEquals("{\"file\":\"f09999\",\"refused\":2}", refused.get(0).toString());
    String page = HtmlReport.page(report);
    assertTrue(page.contains("<p>The 100 files with the most refused records"), page);
    String files = page.substring(page.indexOf("<caption>What was read"));
    assertEquals(101 + 1, files.split("<th scope=\"row\" class=\"text\">f|all other", -1).length);
  }

  @Test
  void refusedRecordsOfTooManyFilesAreAddedUp() throws IOException {
    Tally tally = shape.tally();
    for (int i = 0; i < 3_000; i++) {
      tally.addRefused("f%05d".formatted(i), 0, "broken");
    }

    List<String> lines = lines(tally);
    assertEquals("f00000 true 0 0 0 1", lines.get(0));
    assertEquals("all other files true 0 0 0 2900", lines.get(100));
  }
}
