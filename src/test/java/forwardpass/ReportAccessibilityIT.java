package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxFixture;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What axe-core finds in reports as Chromium shows them: on a phone and on a desk, light and dark.
 * Between them the reports have every section that there is.
 */
class ReportAccessibilityIT extends MnistTables {
  private static final int CLASSES = 40;

  /**
   * Each report with the width that it is shown at; the bad one has faults that have to be found.
   */
  private static final Set<String> SHOWN =
      Set.of(
          "pictures.html 360",
          "pictures.html 1440",
          "many.html 360",
          "many.html 1440",
          "curve.html 360",
          "curve.html 1440",
          "number.html 360",
          "number.html 1440",
          "bad.html 360");

  private static final Set<String> EVERY_SECTION =
      Set.of(
          "All classes",
          "Classes",
          "Compared with an earlier run",
          "Confidence",
          "Confusion matrix",
          "Files",
          "Images",
          "Least certain images",
          "Metrics",
          "Most confident mistakes",
          "Most frequent confusions",
          "Networks",
          "Predictions",
          "Provenance",
          "ROC curve",
          "Refused records");

  /** Some of the rules that hold for what is in every report. */
  private static final Set<String> RULES =
      Set.of(
          "color-contrast",
          "heading-order",
          "landmark-unique",
          "region",
          "scope-attr-valid",
          "td-headers-attr",
          "th-has-data-cells");

  private static final String FAULTS =
      """
      <img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
      <p style="color: #777; background: #888">Hardly seen</p>
      <div style="width: 2000px">Too wide</div>
      """;
  private static final List<String> FOUND_FAULTS =
      List.of("color-contrast: main > p", "image-alt: main > img");
  private static final Pattern HEADING = Pattern.compile("<h2 id=\"[^\"]*\">([^<:]*)");

  private final Set<String> sections = new TreeSet<>();

  private Path report(String name, Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of("--report", dir.resolve(name)));
    all.addAll(List.of(args));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return dir.resolve(name).resolve("report.html");
  }

  /** More files than are listed, two of them damaged, and an earlier run. */
  private Path ofPictures() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Path digit = Files.createDirectories(dir.resolve("digits/" + labels[i]));
      byte[] png = png(i);
      Files.write(digit.resolve(i + ".png"), i < 2 ? Arrays.copyOf(png, 60 * i) : png);
    }
    List<Object> scored =
        List.of("--images", dir.resolve("digits"), "--mode", "DROPMALFORMED", "--batch-size", 1);
    report("earlier", scored.toArray());
    List<Object> negatives = new ArrayList<>(scored);
    negatives.addAll(List.of("--invert", "--compare", dir.resolve("earlier")));
    return report("pictures", negatives.toArray());
  }

  private Path weights(String name, int outputs) throws IOException {
    Random random = new Random(outputs + name.length());
    float[] matrix = new float[PIXELS * outputs];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) random.nextGaussian() / 10;
    }
    Path weights = dir.resolve(name + ".pkl");
    try (OutputStream out = Files.newOutputStream(weights)) {
      PickleWriter.write(
          Map.of(
              "W1", new Tensor(List.of(PIXELS, outputs), matrix),
              "b1", new Tensor(List.of(outputs), new float[outputs])),
          out);
    }
    return weights;
  }

  private List<Object> images(int classes) {
    Path images =
        IdxFixture.write(
            dir.resolve("images" + classes),
            IdxFixture.bytes(0x08, new int[] {IMAGES, 28, 28}, out -> out.write(pixels)));
    Path numbers =
        IdxFixture.write(
            dir.resolve("labels" + classes),
            IdxFixture.bytes(
                0x08,
                new int[] {IMAGES},
                out -> {
                  for (int i = 0; i < IMAGES; i++) {
                    out.writeByte(i % classes);
                  }
                }));
    return List.of("--images", images, "--labels", numbers);
  }

  private Path ofTwoNetworksWithManyClasses() throws IOException {
    Path names = dir.resolve("names");
    Files.write(names, IntStream.range(0, CLASSES).mapToObj(k -> "species " + k).toList());
    List<Object> args = new ArrayList<>(images(CLASSES));
    args.addAll(List.of("--weights", weights("one", CLASSES), "--class-names", names));
    args.addAll(List.of("--weights", weights("other", CLASSES)));
    return report("many", args.toArray());
  }

  private Path ofOneOutput(String name, String activation) throws IOException {
    List<Object> args = new ArrayList<>(images(2));
    args.addAll(List.of("--weights", weights(name, 1), "--output-activation", activation));
    return report(name, args.toArray());
  }

  private void add(AxeCore axe, Path report, String name, String faults) throws IOException {
    String page = Files.readString(report);
    HEADING.matcher(page).results().map(found -> found.group(1)).forEach(sections::add);
    axe.add(page, name, faults);
  }

  @Test
  void axeFindsNothingInAReportAtAnyWidthInAnyScheme() throws IOException, InterruptedException {
    assumeTrue(Chromium.isThere(), "no chromium on the PATH to open the report in");
    AxeCore axe = new AxeCore(dir);
    Path pictures = ofPictures();
    add(axe, pictures, "pictures.html", "");
    add(axe, ofTwoNetworksWithManyClasses(), "many.html", "");
    add(axe, ofOneOutput("curve", "sigmoid"), "curve.html", "");
    add(axe, ofOneOutput("number", "identity"), "number.html", "");
    add(axe, pictures, "bad.html", FAULTS);
    assertEquals(EVERY_SECTION, sections);

    for (boolean isDark : List.of(false, true)) {
      Map<String, JsonNode> judged = axe.judge(SHOWN, isDark);

      assertEquals(SHOWN, judged.keySet());
      judged.forEach(
          (page, found) -> {
            assertEquals(isDark, found.get("isDark").asBoolean(), page);
            assertEquals(page.startsWith("bad"), found.get("isTooWide").asBoolean(), page);
            assertEquals(
                page.startsWith("bad") ? FOUND_FAULTS : List.of(), texts(found, "violated"), page);
            assertTrue(texts(found, "passed").containsAll(RULES), () -> page + ": " + found);
          });
    }
  }

  private static List<String> texts(JsonNode found, String key) {
    List<String> texts = new ArrayList<>();
    found.get(key).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
