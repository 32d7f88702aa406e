package forwardpass.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Grey pixels as a picture inside a page. */
final class PngPicture {
  private PngPicture() {}

  /** The picture as a URI; none where the pixels make no square. */
  static Optional<String> dataUri(byte[] pixels) {
    int side = (int) Math.round(Math.sqrt(pixels.length));
    if (side == 0 || side * side != pixels.length) {
      return Optional.empty();
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, pixels);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    }
    return Optional.of(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()));
  }
}
