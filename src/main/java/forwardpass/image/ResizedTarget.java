package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PictureFrame;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resampler;

/**
 * Pictures in grey or colour that are turned, then resized and cropped. Those that do not have to
 * be turned are resized while they are read.
 */
final class ResizedTarget implements PictureTarget {
  /** Up to there Pillow, too, counts pixels in numbers that hold them. */
  private static final int LONGEST_RESIZED = 1 << 24;

  private static final int MOST_KEPT_BYTES = 1 << 24;

  private final PicturePreparation preparation;
  private final Resampler resampler;
  private final HeldPicture held;

  ResizedTarget(PicturePreparation preparation) {
    this.preparation = preparation;
    int channels = preparation.shape().channels();
    this.resampler = new Resampler(channels, preparation.interpolation());
    this.held = new HeldPicture(channels);
  }

  @Override
  public int bytes() {
    return preparation.shape().values();
  }

  @Override
  public void read(Picture picture, byte[] to, int at) throws BadImageException {
    Description stored = picture.description();
    Orientation orientation = picture.orientation();
    int width = orientation.isSideways() ? stored.height() : stored.width();
    int height = orientation.isSideways() ? stored.width() : stored.height();
    PictureFrame frame = preparation.frame(width, height);
    requireLength(new PictureSize(width, height), frame.resized());
    resampler.begin(width, height, frame);
    if (orientation.isNone() && !picture.isInParts()) {
      picture.read(resampler);
    } else {
      Picture.requireSize(
          stored.width(),
          stored.height(),
          "a picture that is interlaced, or turned by EXIF,",
          Picture.MOST_PIXELS_HELD);
      held.begin(stored.width(), stored.height());
      picture.read(held);
      held.giveTo(resampler, orientation);
      held.shrink(MOST_KEPT_BYTES);
    }
    resampler.write(preparation.shape(), to, at);
  }

  private static void requireLength(PictureSize stored, PictureSize resized)
      throws BadImageException {
    if (Math.max(resized.width(), resized.height()) > LONGEST_RESIZED) {
      throw BadImageException.unsupported(
          "a picture that is at most %d pixels long when its shorter side is %d"
              .formatted(LONGEST_RESIZED, Math.min(resized.width(), resized.height())),
          "one of %d × %d".formatted(stored.width(), stored.height()),
          "crop it");
    }
  }
}
