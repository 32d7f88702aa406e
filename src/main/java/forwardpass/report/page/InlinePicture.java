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

/** Grey pixels as a picture inside a page. */
final class InlinePicture {
  private InlinePicture() {}

  /** The picture as a URI; none where the pixels make no square. */
  static Optional<String> dataUri(byte[] pixels) {
    int side = Thumbnail.side(pixels);
    if (side == 0) {
      return Optional.empty();
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, pixels);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) { // or else in a file
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    }
    return Optional.of(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()));
  }
}
