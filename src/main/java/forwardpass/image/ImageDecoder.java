package forwardpass.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.commons.lang3.exception.ExceptionUtils;

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

  /**
   * How warnings of the JDK's readers begin after which pixels are made up: those of its JPEG
   * reader, of libjpeg in it, and of its GIF reader.
   */
  private static final List<String> DAMAGE =
      List.of("Truncated File", "Corrupt JPEG data", "Premature end", "Out-of-sequence code");

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
   * @return [height, width] unsigned bytes
   * @throws BadImageException where it is no image, damaged, or larger than 16 million pixels
   */
  public byte[] decode(byte[] encoded) throws BadImageException {
    return GreyImage.of(read(encoded).image).resized(width, height).pixels();
  }

  /**
   * What an image is, before it is turned to grey.
   *
   * @param format as it names itself, such as PNG
   * @param samples for each pixel: 1 for grey, 3 for colour, 4 with transparency
   * @param bits of all samples of a pixel
   */
  public record Description(String format, int width, int height, int samples, int bits) {}

  /**
   * Decodes an image, and says what it is.
   *
   * @throws BadImageException as {@link #decode}
   */
  public static Description describe(byte[] encoded) throws BadImageException {
    Decoded decoded = read(encoded);
    return new Description(
        decoded.format.toUpperCase(Locale.ROOT),
        decoded.image.getWidth(),
        decoded.image.getHeight(),
        decoded.image.getColorModel().getNumComponents(),
        decoded.image.getColorModel().getPixelSize());
  }

  private record Decoded(String format, BufferedImage image) {}

  private static Decoded read(byte[] encoded) throws BadImageException {
    if (encoded.length == 0) {
      throw new BadImageException(
          "Truncated", "expected an image, found an empty file", "copy it again");
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new BadImageException(
            "Unsupported",
            "expected a PNG, JPEG, BMP or GIF image, found neither",
            "check that this is an image");
      }
      ImageReader reader = readers.next();
      try {
        requireOwnPixels(encoded, reader.getFormatName());
        return read(reader, in);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // the JDK's readers throw both at damaged files
      requireMemory(e);
      String found = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new BadImageException(
          "Corrupt",
          "expected an image, found: " + found,
          "copy it again, or save it as grey or RGB");
    }
  }

  /** The JDK's readers also take for damage that there was no memory for the pixels. */
  private static void requireMemory(Exception e) {
    OutOfMemoryError error = ExceptionUtils.throwableOfType(e, OutOfMemoryError.class);
    if (error != null) {
      throw error;
    }
  }

  private static Decoded read(ImageReader reader, ImageInputStream in)
      throws IOException, BadImageException {
    reader.setInput(in, true, true);
    requireSize(reader.getWidth(0), reader.getHeight(0));
    List<String> damage = new ArrayList<>();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (DAMAGE.stream().anyMatch(warning::startsWith)) {
            damage.add(warning);
          }
        });
    BufferedImage image = reader.read(0);
    if (!damage.isEmpty()) {
      throw new IOException(damage.get(0));
    }
    // The JDK takes the fourth ink of a JPEG for transparency, which JPEG does not have.
    if (reader.getFormatName().equalsIgnoreCase("jpeg") && image.getRaster().getNumBands() > 3) {
      throw new BadImageException(
          "Unsupported", "expected grey or RGB, found the inks of print (CMYK)", "save it as RGB");
    }
    return new Decoded(reader.getFormatName(), image);
  }

  /**
   * Refuses a BMP that is a JPEG or PNG inside (BITMAPINFOHEADER with BI_JPEG or BI_PNG, for
   * printers): the JDK reserves as much memory for it as the file claims.
   */
  private static void requireOwnPixels(byte[] encoded, String format) throws BadImageException {
    if (!format.equalsIgnoreCase("bmp") || encoded.length < 34) {
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    int compression = header.getInt(30);
    if (header.getInt(14) >= 40 && (compression == 4 || compression == 5)) {
      throw new BadImageException(
          "Unsupported",
          "expected the pixels of a BMP, found a JPEG or PNG inside",
          "save that by itself");
    }
  }

  private static void requireSize(int width, int height) throws BadImageException {
    if ((long) width * height > MOST_PIXELS) {
      throw new BadImageException(
          "Unsupported",
          "expected an image of at most %d pixels, found %d × %d"
              .formatted(MOST_PIXELS, width, height),
          "make it smaller");
    }
  }
}
