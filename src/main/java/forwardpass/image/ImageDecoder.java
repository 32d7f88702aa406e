package forwardpass.image;

import java.util.Optional;

/**
 * Decodes PNG, JPEG, BMP and GIF, told apart by their first bytes, into grey pixels of one size: 0
 * is black and 255 white, as in MNIST's files. It is turned as EXIF says. Samples of 16 bits lose
 * the lower 8, transparent parts lie on black, colours become the luma of ITU-R BT.601, and an
 * image of another size is averaged over area, while it is read: memory does not grow with it. Of
 * an animation it takes the first picture. Nothing is inverted: a network that learned light ink on
 * dark paper has to be given that.
 */
public final class ImageDecoder {
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
   * @throws BadImageException where it is no image, damaged, or too large
   */
  public byte[] decode(byte[] encoded) throws BadImageException {
    Picture picture = open(encoded);
    Description stored = picture.description();
    Orientation orientation = picture.orientation();
    AreaMean mean =
        orientation.isSideways()
            ? new AreaMean(stored.width, stored.height, height, width)
            : new AreaMean(stored.width, stored.height, width, height);
    picture.read(mean);
    return orientation.applied(mean.pixels(), width, height);
  }

  /**
   * What an image is, before it is turned, or turned to grey.
   *
   * @param format as it names itself, such as PNG
   * @param samples for each pixel: 1 for grey, 3 for colour, one more with transparency
   * @param bits of all samples of a pixel
   */
  public record Description(String format, int width, int height, int samples, int bits) {}

  /**
   * Decodes an image, and says what it is.
   *
   * @throws BadImageException as {@link #decode}
   */
  public static Description describe(byte[] encoded) throws BadImageException {
    Picture picture = open(encoded);
    Description description = picture.description();
    picture.read(new AreaMean(description.width, description.height, 1, 1));
    return description;
  }

  private static Picture open(byte[] encoded) throws BadImageException {
    if (encoded.length == 0) {
      throw BadImageException.truncated("an image", "an empty file");
    }
    if (startsWith(encoded, 0x89, 'P', 'N', 'G')) {
      return new PngPicture(encoded);
    }
    if (startsWith(encoded, 0xff, 0xd8, 0xff)) {
      return new JpegPicture(encoded);
    }
    if (startsWith(encoded, 'G', 'I', 'F', '8')) {
      return new GifPicture(encoded);
    }
    if (BmpPicture.isBmp(encoded)) {
      return new BmpPicture(encoded);
    }
    Optional<OtherFormat> other = OtherFormat.of(encoded);
    throw BadImageException.unsupported(
        "a PNG, JPEG, BMP or GIF image",
        other.map(OtherFormat::name).orElse("neither"),
        other.map(OtherFormat::advice).orElse("check that this is an image"));
  }

  private static boolean startsWith(byte[] encoded, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i == encoded.length || (encoded[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
