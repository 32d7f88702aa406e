package forwardpass.report.page;

import forwardpass.report.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels as a picture inside a page. */
final class InlinePicture {
  private InlinePicture() {}

  /** The picture as a URI; none where there is nothing to draw. */
  static Optional<String> dataUri(Thumbnail picture) {
    if (picture.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) { // or else in a file
      ImageIO.write(image(picture), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    }
    return Optional.of(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()));
  }

  private static BufferedImage image(Thumbnail picture) {
    int width = picture.width();
    int height = picture.height();
    byte[] samples = picture.samples();
    if (!picture.isColour()) {
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setDataElements(0, 0, width, height, samples);
      return grey;
    }
    BufferedImage colour = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0, at = 0; i < width * height; i++, at += 3) {
      int rgb =
          (samples[at] & 0xff) << 16 | (samples[at + 1] & 0xff) << 8 | (samples[at + 2] & 0xff);
      colour.setRGB(i % width, i / width, rgb);
    }
    return colour;
  }
}
