package forwardpass.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as the JDK writes and reads them, and their pixels by the rules of README. */
final class JdkPictures {
  private JdkPictures() {}

  /** Samples that no filter and no code predicts. */
  static BufferedImage noise(ImageTypeSpecifier type, int width, int height) {
    BufferedImage image = type.createBufferedImage(width, height);
    Random random = new Random(width * 31L + height);
    int[] depth = image.getSampleModel().getSampleSize();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < depth.length; band++) {
          image.getRaster().setSample(x, y, band, random.nextInt(1 << depth[band]));
        }
      }
    }
    return image;
  }

  /** Of colours that are all others, the last of them half transparent if that is wanted. */
  static ImageTypeSpecifier palette(int bits, boolean hasAlpha) {
    int count = 1 << bits;
    byte[][] samples = new byte[4][count];
    for (int i = 0; i < count; i++) {
      samples[0][i] = (byte) (i * 37 + 5);
      samples[1][i] = (byte) (200 - i * 11);
      samples[2][i] = (byte) (i * 101);
      samples[3][i] = (byte) (hasAlpha && i == count - 1 ? 128 : 255);
    }
    IndexColorModel colours =
        hasAlpha
            ? new IndexColorModel(bits, count, samples[0], samples[1], samples[2], samples[3])
            : new IndexColorModel(bits, count, samples[0], samples[1], samples[2]);
    return new ImageTypeSpecifier(colours, colours.createCompatibleSampleModel(1, 1));
  }

  static byte[] written(BufferedImage image, String format, boolean isInterlaced)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(
        isInterlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** What the JDK reads, as grey. */
  static byte[] read(byte[] file) throws IOException {
    return grey(ImageIO.read(new ByteArrayInputStream(file)));
  }

  static byte[] grey(BufferedImage image) {
    byte[] grey = new byte[image.getWidth() * image.getHeight()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) grey(image, i % image.getWidth(), i / image.getWidth());
    }
    return grey;
  }

  private static int grey(BufferedImage image, int x, int y) {
    ColorModel model = image.getColorModel();
    int[] samples;
    if (model instanceof IndexColorModel) {
      int colour = image.getRGB(x, y);
      samples =
          new int[] {(colour >> 16) & 0xff, (colour >> 8) & 0xff, colour & 0xff, colour >>> 24};
    } else {
      samples = image.getRaster().getPixel(x, y, (int[]) null);
      if (model.getTransferType() == DataBuffer.TYPE_USHORT) {
        for (int i = 0; i < samples.length; i++) {
          samples[i] >>= 8;
        }
      }
    }
    boolean isGrey = samples.length < 3;
    long thousandths =
        isGrey ? 1000L * samples[0] : 299L * samples[0] + 587L * samples[1] + 114L * samples[2];
    long luma = Math.round(thousandths / 1000.0);
    boolean hasAlpha = samples.length % 2 == 0;
    return (int) (hasAlpha ? Math.round(luma * samples[samples.length - 1] / 255.0) : luma);
  }

  /** The mean over area by its definition, of what each new pixel covers. */
  static byte[] mean(byte[] grey, int width, int newWidth, int newHeight) {
    int height = grey.length / width;
    byte[] mean = new byte[newWidth * newHeight];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      long left = (long) (i % newWidth) * width;
      long top = (long) (i / newWidth) * height;
      for (int y = (int) (top / newHeight); (long) y * newHeight < top + height; y++) {
        for (int x = (int) (left / newWidth); (long) x * newWidth < left + width; x++) {
          sum +=
              (double) (grey[y * width + x] & 0xff)
                  * covered(left, left + width, x, newWidth)
                  * covered(top, top + height, y, newHeight);
        }
      }
      mean[i] = (byte) Math.round(sum / width / height);
    }
    return mean;
  }

  private static long covered(long from, long to, int pixel, int units) {
    return Math.min(to, (pixel + 1L) * units) - Math.max(from, (long) pixel * units);
  }
}
