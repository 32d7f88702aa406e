package forwardpass.chapter;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import picocli.CommandLine.Option;

/** Where a picture goes. */
final class PictureOptions {
  @Option(
      names = "--output",
      paramLabel = "FILE.png",
      description = "The picture to write, or to replace (one in the working directory).")
  private String output;

  @Option(names = "--text", description = "Write no picture: show the text alone.")
  private boolean text;

  /**
   * @throws UsageException where the options contradict one another or the file is no PNG
   */
  void check() {
    if (text && output != null) {
      throw new UsageException("--text writes no picture: leave out --output, or --text");
    }
    if (output != null && !output.toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new UsageException(
          "Invalid --output: expected a file whose name ends in .png, found " + output);
    }
  }

  /**
   * Writes the picture, if one is wanted, and says so.
   *
   * @param defaultName the file where none is named
   * @throws OutputException where it cannot be written
   */
  void write(Supplier<BufferedImage> picture, String defaultName, PrintStream err) {
    if (text) {
      return;
    }
    String file = output == null ? defaultName : output;
    BufferedImage image = picture.get();
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) { // or else in a file
        ImageIO.write(image, "png", out);
      }
      Files.write(Path.of(file), png.toByteArray());
    } catch (IOException | InvalidPathException e) {
      throw new OutputException(
          "Cannot write %s: %s; name another file with --output, or none with --text"
              .formatted(file, reason(e)),
          e);
    }
    err.printf("Wrote %s, %d x %d pixels%n", file, image.getWidth(), image.getHeight());
  }

  private static String reason(Exception e) {
    String kind = e.getClass().getSimpleName();
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }
}
