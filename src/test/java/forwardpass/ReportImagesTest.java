package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.source.idx.IdxFixture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report says what the images are like. */
class ReportImagesTest extends Reporting {
  private JsonNode input(Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of(args));
    all.add("--report");
    all.add(dir.resolve("report"));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return json("report.json").get("input");
  }

  private static void assertDifferent(long different, long copied, JsonNode input) {
    assertEquals(different, input.get("different_images").asLong());
    assertEquals(copied, input.get("copied_images").asLong());
    assertTrue(input.get("different_images_are_counted").asBoolean());
  }

  /** {@code len(np.unique(images, axis=0))} is 10,000 for the test set. */
  @Test
  void noImageOfTheTestSetIsThereTwice() throws IOException {
    assertDifferent(10_000, 0, input());
  }

  /** Two files, of which the second has each image of the first, in several partitions. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void imagesThatAreThereTwiceAreCountedInWhateverFilesTheyAre(int partitions) throws IOException {
    byte[] pixels = MnistTables.unzipped("t10k-images-idx3-ubyte.gz", 16, 1000 * 784);
    Path images = Files.createDirectories(dir.resolve("images"));
    for (int count : new int[] {300, 1000}) {
      IdxFixture.write(
          images.resolve(count + "-images-idx3-ubyte"),
          IdxFixture.bytes(
              0x08, new int[] {count, 28, 28}, out -> out.write(pixels, 0, count * 784)));
    }

    assertDifferent(
        1000, 300, input("--images", images, "--label-from", "none", "--partitions", partitions));
  }

  private void draw(String name, String format, int type, int width, int height)
      throws IOException {
    BufferedImage picture = new BufferedImage(width, height, type);
    picture.setRGB(width / 2, height / 2, Color.WHITE.getRGB());
    Path file = Files.createDirectories(dir.resolve("pictures")).resolve(name + "." + format);
    assertTrue(ImageIO.write(picture, format, file.toFile()), format);
  }

  @Test
  void picturesAreDescribedAsTheyAreStored() throws IOException {
    draw("a", "png", BufferedImage.TYPE_BYTE_GRAY, 30, 20);
    draw("b", "png", BufferedImage.TYPE_INT_RGB, 50, 60);
    draw("c", "jpg", BufferedImage.TYPE_INT_RGB, 8, 16);
    Files.writeString(dir.resolve("pictures/d.png"), "no picture");

    JsonNode pictures =
        input("--images", dir.resolve("pictures"), "--mode", "DROPMALFORMED").get("pictures");

    assertEquals(List.of("JPEG", "PNG"), pictures.findValuesAsText("format"));
    assertEquals(List.of("1", "2"), pictures.findValuesAsText("pictures"));
    assertEquals(List.of("1", "1"), pictures.findValuesAsText("in_colour"));
    JsonNode png = pictures.get(1);
    assertEquals(
        "{\"count\":2,\"mean\":40.0,\"standard_deviation\":10.0,\"least\":30.0,\"greatest\":50.0}",
        png.get("width").toString());
    assertEquals(
        "{\"count\":2,\"mean\":40.0,\"standard_deviation\":20.0,\"least\":20.0,\"greatest\":60.0}",
        png.get("height").toString());
    assertEquals(
        Files.size(dir.resolve("pictures/c.jpg")),
        pictures.get(0).get("bytes").get("mean").asLong());
    String page = Files.readString(dir.resolve("report/report.html"));
    assertTrue(
        page.contains(
            """
            <tr><th scope="row" class="text">PNG</th><td>2</td><td>1</td><td>30 to 50, mean 40</td><td>20 to 60, mean 40</td>"""),
        page);
  }

  @Test
  void imagesThatAreNoPicturesHaveNoneDescribed() throws IOException {
    assertEquals("[]", input().get("pictures").toString());
  }

  /** The negatives are light where the test set is dark. */
  @Test
  void imagesAreComparedWithThoseOfAnEarlierReport() throws IOException {
    Path first = dir.resolve("first");
    CommandRun.of("--report", first).assertAccuracy(Golden.ACCURACY);

    CommandRun run =
        CommandRun.of("--invert", "--report", dir.resolve("report"), "--compare", first);

    String mean = "pixels have mean 0.8";
    String unlike = "Images are unlike those of %s: %s".formatted(first, mean);
    assertTrue(run.err().contains("Warning: " + unlike), run.err());
    assertTrue(run.err().contains("there 0.1"), run.err());
    String page = Files.readString(dir.resolve("report/report.html"));
    assertTrue(
        page.contains(
            """
            <tr><th scope="row" class="text">more light than dark</th><td>0</td><td>100</td></tr>
            """),
        page);
  }

  @Test
  void imagesLikeThoseOfAnEarlierReportAreNotDoubted() throws IOException {
    Path first = dir.resolve("first");
    CommandRun.of("--report", first).assertAccuracy(Golden.ACCURACY);

    input("--compare", first);

    assertEquals("[]", json("report.json").get("warnings").toString());
  }
}
