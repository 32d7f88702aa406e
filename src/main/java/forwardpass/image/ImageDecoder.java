package forwardpass.image;

import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.turbo.TurboJpeg;
import java.util.Optional;

/**
 * Decodes PNG, JPEG, BMP and GIF, told apart by their first bytes, into pixels of one size: 0 is
 * black and 255 white, as in MNIST's files. A picture is turned as EXIF says. Samples of 16 bits
 * lose the lower 8, transparent parts lie on black, and of an animation it takes the first picture.
 * Grey of colours is the luma of ITU-R BT.601, colours of grey are the grey three times. Memory
 * does not grow with a picture whose rows are there one after the other. Nothing is inverted: a
 * network that learned light ink on dark paper has to be given that. What it works with serves
 * again for the next image: it is for one thread.
 */
public final class ImageDecoder {
  private final PictureTarget target;

  /** Made at the first PNG. */
  private PngData pngData;

  /** Made at the first JPEG. */
  private TurboJpeg turboJpeg;

  /** Decodes to grey of this size, averaged over area. */
  public ImageDecoder(int width, int height) {
    this.target = new AreaTarget(width, height);
  }

  /** Decodes to what a network takes. */
  public ImageDecoder(PicturePreparation preparation) {
    this.target = new ResizedTarget(preparation);
  }

  /**
   * Decodes an encoded image.
   *
   * @return unsigned bytes; rows by rows where it is grey
   * @throws BadImageException where it is no image, damaged, or too large
   */
  public byte[] decode(byte[] encoded) throws BadImageException {
    byte[] pixels = new byte[target.bytes()];
    decode(encoded, pixels, 0);
    return pixels;
  }

  /**
   * Decodes an encoded image into an array, which stays as it was where the image is refused.
   *
   * @param to where unsigned bytes go
   * @param at where in there they begin
   * @return what it is, before it is turned, or turned to grey
   * @throws BadImageException where it is no image, damaged, or too large
   */
  public Description decode(byte[] encoded, byte[] to, int at) throws BadImageException {
    return target.read(open(encoded), to, at);
  }

  /**
   * Makes of pixels that are not encoded what it makes of an image.
   *
   * @param to where unsigned bytes go
   * @param at where in there they begin
   * @throws BadImageException where they are too many
   */
  public void decode(RawImage pixels, byte[] to, int at) throws BadImageException {
    target.read(pixels, to, at);
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
    ImageDecoder decoder = new ImageDecoder(1, 1);
    try {
      Picture picture = decoder.open(encoded);
      decoder.target.read(picture, new byte[1], 0);
      return picture.description();
    } finally {
      decoder.close();
    }
  }

  /** Or else with the decoder itself, when it is collected. */
  private void close() {
    if (pngData != null) {
      pngData.close();
    }
  }

  private Picture open(byte[] encoded) throws BadImageException {
    if (encoded.length == 0) {
      throw BadImageException.truncated("an image", "an empty file");
    }
    if (startsWith(encoded, 0x89, 'P', 'N', 'G')) {
      if (pngData == null) {
        pngData = new PngData();
      }
      return new PngPicture(encoded, pngData);
    }
    if (startsWith(encoded, 0xff, 0xd8, 0xff)) {
      if (turboJpeg == null) {
        turboJpeg = new TurboJpeg();
      }
      return new JpegPicture(encoded, turboJpeg);
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
