package forwardpass.chapter.plot;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.List;

/**
 * One image, enlarged: each of its pixels is a square.
 *
 * @param shown the image
 */
public record ImagePicture(LabelledImage shown) implements Figure {
  private static final int SIDE = 280;
  private static final int TEXT_CELLS = 40;

  @Override
  public BufferedImage image() {
    GreyImage image = shown.image();
    int scale = Math.max(1, SIDE / Math.max(image.rows(), image.columns()));
    BufferedImage picture =
        new BufferedImage(
            image.columns() * scale, image.rows() * scale, BufferedImage.TYPE_BYTE_GRAY);
    paint(image, scale, picture.getRaster(), 0, 0);
    return picture;
  }

  /** Into the raster: setRGB would take the grey for another, of a linear colour space. */
  static void paint(GreyImage image, int scale, WritableRaster raster, int left, int top) {
    for (int y = 0; y < image.rows() * scale; y++) {
      for (int x = 0; x < image.columns() * scale; x++) {
        raster.setSample(left + x, top + y, 0, image.level(y / scale, x / scale));
      }
    }
  }

  /** Two characters to a pixel, as they are about twice as high as wide. */
  @Override
  public String text() {
    GreyImage image = shown.image();
    int side = AsciiArt.side(Math.max(image.rows(), image.columns()), TEXT_CELLS);
    List<String> lines = new AsciiArt(side, side, 2).lines(image);
    StringBuilder text = new StringBuilder(shown.caption()).append('\n');
    lines.forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return text.toString();
  }
}
