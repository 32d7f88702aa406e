package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.onnx.ModelWriter;
import forwardpass.source.idx.IdxFixture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report shows colours as colours, pictures in proportion, and classes by their names. */
class ReportNamesTest extends Reporting {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 4;
  private static final Pattern PICTURE =
      Pattern.compile("<img alt=\"([^\"]*)\" src=\"data:image/png;base64,([^\"]+)\">");
  private static final Pattern CAPTION = Pattern.compile("<figcaption>(.*?)</figcaption>");

  /** A network of pictures of 5 x 4 that says which channel has most. */
  private Path model(boolean areChannelsLast) throws IOException {
    float[] filters = new float[3 * 3 * WIDTH * HEIGHT];
    for (int channel = 0; channel < 3; channel++) {
      int from = channel * 4 * WIDTH * HEIGHT;
      Arrays.fill(filters, from, from + WIDTH * HEIGHT, 0.1f);
    }
    ModelWriter writer =
        areChannelsLast
            ? new ModelWriter().input("x", -1, HEIGHT, WIDTH, 3)
            : new ModelWriter().input("x", -1, 3, HEIGHT, WIDTH);
    writer.constant(ModelWriter.tensor("W", new int[] {3, 3, HEIGHT, WIDTH}, filters));
    if (areChannelsLast) {
      writer.node("Transpose", "x->i", ModelWriter.attribute("perm", new long[] {0, 3, 1, 2}));
    }
    byte[] bytes =
        writer
            .node("Conv", (areChannelsLast ? "i" : "x") + ",W->c")
            .node("Flatten", "c->y")
            .output("y", -1, 3)
            .model();
    Path model = Files.createDirectories(dir.resolve("model"));
    Files.write(model.resolve("model.onnx"), bytes);
    return model;
  }

  /** All pixels red but for one, green but for one, and so on; the label of the red one is blue. */
  private Path pictures() throws IOException {
    int[] colours = {0xff0000, 0x00ff00, 0x0000ff};
    String[] directories = {"2", "1", "2"};
    Path pictures = dir.resolve("pictures");
    for (int i = 0; i < 3; i++) {
      Path directory = pictures.resolve(i + "/" + directories[i]);
      Files.createDirectories(directory);
      ImageIO.write(picture(colours[i]), "png", directory.resolve("a.png").toFile());
    }
    return pictures;
  }

  private static BufferedImage picture(int colour) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      picture.setRGB(i % WIDTH, i / WIDTH, i == 1 ? 0x102030 : colour);
    }
    return picture;
  }

  private String page() throws IOException {
    return Files.readString(dir.resolve("report/report.html"));
  }

  private List<BufferedImage> shown() throws IOException {
    List<BufferedImage> shown = new ArrayList<>();
    Matcher found = PICTURE.matcher(page());
    while (found.find()) {
      byte[] png = Base64.getDecoder().decode(found.group(2));
      shown.add(ImageIO.read(new ByteArrayInputStream(png)));
    }
    return shown;
  }

  private static int[] pixels(BufferedImage image) {
    assertEquals(WIDTH + "x" + HEIGHT, image.getWidth() + "x" + image.getHeight());
    return image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
  }

  private List<String> captions() throws IOException {
    List<String> captions = new ArrayList<>();
    Matcher found = CAPTION.matcher(page());
    while (found.find()) {
      captions.add(found.group(1));
    }
    return captions;
  }

  private CommandRun report(Object... args) {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--report", dir.resolve("report")));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return run;
  }

  /** However the network takes them, and whatever is subtracted and divided by. */
  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void colouredPicturesAreDrawnAsTheyWere(boolean areChannelsLast, boolean isBlueFirst)
      throws IOException {
    Path model = model(areChannelsLast);
    Files.writeString(
        model.resolve("preprocessor_config.json"),
        "{\"image_mean\": [0.5, 0.4, 0.3], \"image_std\": [0.2, 0.2, 0.2],"
            + " \"do_flip_channel_order\": %s}".formatted(isBlueFirst));
    Path pictures = Files.createDirectories(dir.resolve("pictures/0"));
    ImageIO.write(picture(0xff8000), "png", pictures.resolve("a.png").toFile());

    report("--images", pictures.getParent(), "--weights", model, "--label-from", "none");

    List<BufferedImage> shown = shown();
    assertEquals(1, shown.size());
    assertArrayEquals(pixels(picture(0xff8000)), pixels(shown.get(0)));
  }

  @Test
  void classesHaveTheirNamesInTheDocumentAndOnThePage() throws IOException {
    Path model = model(false);
    Files.writeString(
        model.resolve("config.json"),
        "{\"id2label\": {\"0\": \"red\", \"1\": \"green & more\", \"2\": \"blue\"}}");

    report("--images", pictures(), "--weights", model, "--label-from", "directory");

    JsonNode report = json("report.json");
    assertEquals("[\"red\",\"green & more\",\"blue\"]", report.get("class_names").toString());
    JsonNode metrics = report.get("metrics");
    assertEquals(
        List.of("0 red", "1 green & more", "2 blue"),
        StreamSupport.stream(metrics.get("per_class").spliterator(), false)
            .map(each -> each.get("class") + " " + each.get("name").asText())
            .toList());
    JsonNode mistake = report.get("most_confident_mistakes").get(0);
    assertEquals(
        "2 blue 0 red",
        "%s %s %s %s"
            .formatted(
                mistake.get("label"),
                mistake.get("label_name").asText(),
                mistake.get("prediction"),
                mistake.get("prediction_name").asText()));
    String page = page();
    for (String heading :
        List.of(
            "<th scope=\"col\"><a href=\"#class-1\"><abbr title=\"1 green &amp; more\">1</abbr></a></th>",
            "<th scope=\"row\" class=\"text\">1 green &amp; more</th>")) {
      assertTrue(page.contains(heading), heading);
    }
    List<String> captions = captions();
    assertEquals(1 + 3, captions.size());
    assertTrue(
        captions.get(0).matches("label <b>2 blue</b>, predicted <b>0 red</b><br>at .*<br>a.png"),
        captions.get(0));
  }

  @Test
  void filesOfTheSameNameAreToldApartByTheirDirectories() throws IOException {
    report("--images", pictures(), "--weights", model(false), "--label-from", "directory");

    List<String> places =
        captions().stream().map(each -> each.substring(each.lastIndexOf('>') + 1)).toList();
    assertEquals("a.png", places.get(0), "the one mistake");
    assertEquals(
        List.of("0/2/a.png", "1/a.png", "2/2/a.png"),
        places.subList(1, places.size()).stream().sorted().toList());
  }

  @Test
  void withoutNamesNoneAreInTheDocument() throws IOException {
    report("--images", pictures(), "--weights", model(false), "--label-from", "directory");

    String json = Files.readString(dir.resolve("report/report.json"));
    assertFalse(Pattern.compile("\"[a-z_]*names?\" :").matcher(json).find(), json);
  }

  /** Where the network takes values, and the files say what they are. */
  @ParameterizedTest
  @CsvSource({"false, 5, 3", "true, 3, 5"})
  void imagesInIdxKeepTheirRowsAndColumns(boolean isTransposed, int rows, int columns)
      throws IOException {
    byte[] model =
        new ModelWriter()
            .input("x", -1, 15)
            .constant(ModelWriter.tensor("W", new int[] {15, 3}, new float[45]))
            .node("MatMul", "x,W->y")
            .output("y", -1, 3)
            .model();
    Path weights = Files.write(dir.resolve("dense.onnx"), model);
    byte[] values = new byte[15];
    for (int i = 0; i < 15; i++) {
      values[i] = (byte) (10 * i);
    }
    Path images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(0x08, new int[] {1, rows, columns}, out -> out.write(values)));
    List<Object> args = new ArrayList<>(List.of("--images", images, "--weights", weights));
    if (isTransposed) {
      args.add("--transpose");
    }

    report(args.toArray());

    BufferedImage shown = shown().get(0);
    assertEquals("3x5", shown.getWidth() + "x" + shown.getHeight());
    byte[] found = (byte[]) shown.getRaster().getDataElements(0, 0, 3, 5, null);
    byte[] expected = new byte[15];
    for (int i = 0; i < 15; i++) {
      expected[isTransposed ? i % columns * rows + i / columns : i] = values[i];
    }
    assertArrayEquals(expected, found);
  }
}
