package forwardpass.image;

import forwardpass.error.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, BMP and GIF, told apart by content, into grey pixels of one size: 0 is black
 * and 255 white, as in MNIST's files. Samples of 16 bits lose the lower 8, transparent parts lie on
 * black, colours become the luma of ITU-R BT.601, and an image of another size is averaged over
 * area. Of an animation it takes the first picture. Nothing is inverted: a network that learned
 * light ink on dark paper has to be given that.
 */
public final class ImageDecoder {
  /** A picture of them takes 128 MiB at most, at eight bytes for each pixel. */
  private static final long MOST_PIXELS = 1 << 24;

  private final int width;
  private final int height;

  /** Decodes to this size. */
  public ImageDecoder(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Decodes an encoded image.
   *
   * @param file what to call it in messages
   * @return [height, width] unsigned bytes
   * @throws InputException where it is no image, damaged, or larger than 16 million pixels
   */
  public byte[] decode(byte[] encoded, String file) {
    if (encoded.length == 0) {
      throw new InputException(
          "Truncated: %s: expected an image, found an empty file; copy it again".formatted(file));
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      return GreyImage.of(read(in, file)).resized(width, height).pixels();
    } catch (IOException e) {
      throw corrupt(file, e);
    }
  }

  private static BufferedImage read(ImageInputStream in, String file) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new InputException(
          "Unsupported: %s: expected a PNG, JPEG, BMP or GIF image, found neither; check that this is an image"
              .formatted(file));
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      requireSize(reader.getWidth(0), reader.getHeight(0), file);
      BufferedImage image = reader.read(0);
      // The JDK takes the fourth ink of a JPEG for transparency, which JPEG does not have.
      if (reader.getFormatName().equalsIgnoreCase("jpeg") && image.getRaster().getNumBands() > 3) {
        throw new InputException(
            "Unsupported: %s: expected grey or RGB, found the inks of print (CMYK); save it as RGB"
                .formatted(file));
      }
      return image;
    } catch (RuntimeException e) { // what the JDK's readers throw at some damaged files
      if (e instanceof InputException known) {
        throw known;
      }
      throw corrupt(file, e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireSize(int width, int height, String file) {
    if ((long) width * height > MOST_PIXELS) {
      throw new InputException(
          "Unsupported: %s: expected an image of at most %d pixels, found %d × %d; make it smaller"
              .formatted(file, MOST_PIXELS, width, height));
    }
  }

  private static InputException corrupt(String file, Exception cause) {
    String found = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new InputException(
        "Corrupt: %s: expected an image, found: %s; copy it again, or save it as grey or RGB"
            .formatted(file, found),
        cause);
  }
}
