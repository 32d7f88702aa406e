package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;
import forwardpass.image.turbo.TurboJpeg;

/**
 * A JPEG, decoded by libjpeg-turbo; or by the JDK, where that does not load or would have to hold
 * too much, and where it finds damage, which the JDK has words for.
 */
final class JpegPicture implements Picture {
  private final byte[] encoded;
  private final JpegSegments segments;
  private final TurboJpeg turbo;

  JpegPicture(byte[] encoded, TurboJpeg turbo) throws BadImageException {
    this.encoded = encoded;
    this.segments = new JpegSegments(encoded);
    this.turbo = turbo;
    int components = segments.components();
    if (components == 4) {
      // The JDK takes the fourth ink for transparency, which JPEG does not have.
      throw BadImageException.unsupported(
          "grey or RGB", "the inks of print (CMYK)", "save it as RGB");
    }
    if (components != 1 && components != 3) {
      throw BadImageException.unsupported(
          "a JPEG of grey or RGB", components + " components", "save it as grey or RGB");
    }
    Picture.requireSize(
        segments.width(),
        segments.height(),
        segments.isHeld() ? "a progressive JPEG" : "a JPEG",
        segments.isHeld() ? MOST_PIXELS_HELD : MOST_PIXELS);
  }

  @Override
  public Description description() {
    int components = segments.components();
    return new Description(
        "JPEG", segments.width(), segments.height(), components, Byte.SIZE * components);
  }

  @Override
  public Orientation orientation() {
    return segments.orientation();
  }

  @Override
  public void read(PixelRows into) throws BadImageException {
    if (!isForTurbo() || !readByTurbo(into)) {
      JdkJpeg.read(encoded, segments, into);
    }
  }

  private boolean isForTurbo() {
    return !segments.hasMoreThanSegments()
        && (long) segments.width() * segments.height() <= TurboJpeg.MOST_PIXELS
        && segments.end() - segments.firstScan() <= TurboJpeg.MOST_BYTES
        && TurboJpeg.isThere();
  }

  private boolean readByTurbo(PixelRows into) {
    SampleRows rows = new SampleRows(segments.width(), segments.components(), into);
    return turbo.read(
        segments.header(),
        encoded,
        segments.firstScan(),
        segments.end(),
        segments.width(),
        segments.height(),
        segments.components(),
        rows::add);
  }
}
