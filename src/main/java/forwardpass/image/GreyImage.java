package forwardpass.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;

/**
 * Pixels from 0, black, to 255, white, row by row.
 *
 * @param pixels [height, width] unsigned bytes
 */
record GreyImage(int width, int height, byte[] pixels) {
  /**
   * An image as grey: samples of more than 8 bits lose the lowest, what is transparent lies on
   * black, and colours become the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B.
   */
  static GreyImage of(BufferedImage image) {
    byte[] pixels = new byte[image.getWidth() * image.getHeight()];
    ColorModel model = image.getColorModel();
    boolean isGrey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    boolean isDeep = model.getComponentSize(0) > Byte.SIZE;
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++, i++) {
        pixels[i] =
            (byte)
                (isGrey
                    ? grey(image, x, y)
                    : luma(isDeep ? argb(image, x, y) : image.getRGB(x, y)));
      }
    }
    return new GreyImage(image.getWidth(), image.getHeight(), pixels);
  }

  /** The samples as they are: getRGB would change them, taking grey for linear light. */
  private static int grey(BufferedImage image, int x, int y) {
    int grey = sample(image, x, y, 0);
    ColorModel model = image.getColorModel();
    return !model.hasAlpha() || model.isAlphaPremultiplied()
        ? grey
        : over(grey, sample(image, x, y, 1));
  }

  /** As getRGB, which would round samples of more than 8 bits. */
  private static int argb(BufferedImage image, int x, int y) {
    int alpha = image.getColorModel().hasAlpha() ? sample(image, x, y, 3) : 0xff;
    return alpha << 24
        | sample(image, x, y, 0) << 16
        | sample(image, x, y, 1) << 8
        | sample(image, x, y, 2);
  }

  private static int sample(BufferedImage image, int x, int y, int band) {
    int sample = image.getRaster().getSample(x, y, band);
    int bits = image.getColorModel().getComponentSize(band);
    return bits > Byte.SIZE ? sample >>> (bits - Byte.SIZE) : sample * 0xff / ((1 << bits) - 1);
  }

  private static int luma(int argb) {
    int luma =
        (299 * ((argb >>> 16) & 0xff) + 587 * ((argb >>> 8) & 0xff) + 114 * (argb & 0xff) + 500)
            / 1000;
    return over(luma, argb >>> 24);
  }

  private static int over(int grey, int alpha) {
    return (grey * alpha + 127) / 255;
  }

  /**
   * This image in another size: each pixel is the mean of what it covers of this one, in proportion
   * to the area. The proportions of the sides are not kept.
   */
  GreyImage resized(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    byte[] resized = new byte[newWidth * newHeight];
    for (int y = 0, i = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++, i++) {
        resized[i] =
            (byte)
                Math.round(
                    mean(
                        (double) x * width / newWidth,
                        (double) (x + 1) * width / newWidth,
                        (double) y * height / newHeight,
                        (double) (y + 1) * height / newHeight));
      }
    }
    return new GreyImage(newWidth, newHeight, resized);
  }

  private double mean(double left, double right, double top, double bottom) {
    double sum = 0;
    for (int y = (int) top; y < bottom && y < height; y++) {
      double high = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) left; x < right && x < width; x++) {
        double wide = Math.min(right, x + 1) - Math.max(left, x);
        sum += high * wide * (pixels[y * width + x] & 0xff);
      }
    }
    return sum / ((right - left) * (bottom - top));
  }
}
