package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.onnx.ModelWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph that takes pictures of any size, as Hugging Face exports it, gets those asked for. */
class OpenSizeTest {
  @TempDir Path dir;

  private Path pictures;
  private Path model;

  /** The means of red, green and blue are the scores of three classes. */
  @BeforeEach
  void writeFiles() throws IOException {
    model = Files.createDirectory(dir.resolve("model"));
    Files.write(
        model.resolve("model.onnx"),
        new ModelWriter()
            .input("pixel_values", -1, -1, -1, -1)
            .node(
                "ReduceMean",
                "pixel_values->logits",
                ModelWriter.attribute("axes", 2L, 3L),
                ModelWriter.attribute("keepdims", 0L))
            .output("logits", -1, 3)
            .model());
    pictures = dir.resolve("pictures");
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE};
    for (int i = 0; i < colours.length; i++) {
      BufferedImage picture = new BufferedImage(20 + i, 10, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = picture.createGraphics();
      graphics.setColor(colours[i]);
      graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      graphics.dispose();
      Path file = Files.createDirectories(pictures.resolve(String.valueOf(i))).resolve("a.png");
      ImageIO.write(picture, "png", file.toFile());
    }
  }

  @Test
  void anOptionNamesTheSize() {
    CommandRun.of("--images", pictures, "--weights", model, "--resize", "8x4")
        .assertAccuracy("1.0");
    CommandRun.of("--images", pictures, "--weights", model, "--resize", "4", "--crop", "4")
        .assertAccuracy("1.0");
  }

  @Test
  void orTheModelsOwnFilesDo() throws IOException {
    Files.writeString(
        model.resolve("preprocessor_config.json"),
        "{\"do_resize\": true, \"size\": {\"height\": 6, \"width\": 6}, \"resample\": 2}");

    CommandRun.of("--images", pictures, "--weights", model).assertAccuracy("1.0");
  }

  @Test
  void elseItHasToBeNamed() {
    CommandRun run = CommandRun.of("--images", pictures, "--weights", model);

    assertEquals(
        "Cannot tell the size of images for %s: expected an input of a size, found pixel_values [-1, -1, -1, -1]; name the size with --crop or --resize WxH, or export the network for one size\n"
            .formatted(model.resolve("model.onnx")),
        run.err());
    assertEquals(2, run.status());
  }
}
