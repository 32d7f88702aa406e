package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as Chromium shows it. */
class ReportPageIT {
  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<td[^>]*>([^<]*)</td>");

  @TempDir Path dir;

  @Test
  void itOpensWithoutAnErrorOrARequestAndShowsTheConfusionMatrixOfTheJson()
      throws IOException, InterruptedException {
    assumeTrue(Chromium.isThere(), "no chromium on the PATH to open the report in");
    Path images = dir.resolve("<script>console.error('x')<").resolve("script>.gz");
    Files.createDirectories(images.getParent());
    Files.copy(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"), images);
    CommandRun.of(
            "--images",
            images,
            "--labels",
            SharedSpark.DATA.resolve("t10k-labels-idx1-ubyte.gz"),
            "--report",
            dir.resolve("report"))
        .assertAccuracy(Golden.ACCURACY);

    Chromium.Shown shown = Chromium.open(dir.resolve("report/report.html"));

    assertEquals(List.of(), shown.complaints());
    JsonNode metrics =
        new ObjectMapper().readTree(dir.resolve("report/report.json").toFile()).get("metrics");
    assertEquals(
        matrix(metrics.get("confusion_matrix_rows_label_columns_prediction")),
        matrix(shown.page()));
    for (String foreign :
        List.of("<script>console.error('x')</script>", "<img src=http://a.test/b.png>")) {
      assertEquals(
          1, Chromium.open(withElement(foreign)).complaints().size(), foreign + " goes unnoticed");
    }
  }

  /** The same page with what must not be in it: or else finding none would mean nothing. */
  private Path withElement(String element) throws IOException {
    return Files.writeString(
        dir.resolve("foreign.html"),
        Files.readString(dir.resolve("report/report.html"))
            .replace("</main>", element + "</main>"));
  }

  private static List<List<Long>> matrix(JsonNode json) {
    List<List<Long>> matrix = new ArrayList<>();
    for (JsonNode row : json) {
      List<Long> counts = new ArrayList<>();
      row.forEach(count -> counts.add(count.asLong()));
      matrix.add(counts);
    }
    return matrix;
  }

  private static List<List<Long>> matrix(String page) {
    int start = page.indexOf("<tbody>", page.indexOf(">Confusion matrix</h2>"));
    List<List<Long>> matrix = new ArrayList<>();
    Matcher rows = ROW.matcher(page.substring(start, page.indexOf("</tbody>", start)));
    while (rows.find()) {
      List<Long> counts = new ArrayList<>();
      Matcher cells = CELL.matcher(rows.group(1));
      while (cells.find()) {
        counts.add(Long.parseLong(cells.group(1).replace(",", "")));
      }
      matrix.add(counts);
    }
    return matrix;
  }
}
