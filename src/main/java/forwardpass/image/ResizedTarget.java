package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PictureFrame;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resampler;

/**
 * Pictures in grey or colour that are turned, then resized and cropped. Those that do not have to
 * be turned are resized while they are read; the others are held, halved where they are too large
 * for that.
 */
final class ResizedTarget implements PictureTarget {
  /** Up to there Pillow, too, counts pixels in numbers that hold them. */
  private static final int LONGEST_RESIZED = 1 << 24;

  private static final int MOST_KEPT_BYTES = 1 << 24;

  /** How much larger than is wanted a picture still is when it has been halved. */
  private static final int LARGER = 4;

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
  public Description read(Picture picture, byte[] to, int at) throws BadImageException {
    Description stored = picture.description();
    Orientation orientation = picture.orientation();
    int width = orientation.isSideways() ? stored.height() : stored.width();
    int height = orientation.isSideways() ? stored.width() : stored.height();
    PictureFrame frame = preparation.frame(width, height);
    requireLength(new PictureSize(width, height), frame.resized());
    if (orientation.isNone() && !picture.isInParts()) {
      resampler.begin(width, height, frame);
      picture.read(resampler);
    } else if (isHalved(picture, stored, frame.resized(), orientation)) {
      HalvedRows halved = new HalvedRows(stored.width(), stored.height(), held);
      held.begin(HalvedRows.half(stored.width()), HalvedRows.half(stored.height()));
      resampler.begin(HalvedRows.half(width), HalvedRows.half(height), frame);
      picture.read(halved);
      giveHeld(orientation);
    } else {
      Picture.requireSize(
          stored.width(),
          stored.height(),
          "a picture that is interlaced, or turned by EXIF and not made much smaller,",
          Picture.MOST_PIXELS_HELD);
      held.begin(stored.width(), stored.height());
      resampler.begin(width, height, frame);
      picture.read(held);
      giveHeld(orientation);
    }
    resampler.write(preparation.shape(), to, at);
    return stored;
  }

  private void giveHeld(Orientation orientation) {
    held.giveTo(resampler, orientation);
    held.shrink(MOST_KEPT_BYTES);
  }

  /** Whether it is too large to be held, and its half is still far larger than is wanted. */
  private static boolean isHalved(
      Picture picture, Description stored, PictureSize resized, Orientation orientation) {
    int newWidth = orientation.isSideways() ? resized.height() : resized.width();
    int newHeight = orientation.isSideways() ? resized.width() : resized.height();
    return (long) stored.width() * stored.height() > Picture.MOST_PIXELS_HELD
        && !picture.isInParts()
        && HalvedRows.half(stored.width()) >= (long) LARGER * newWidth
        && HalvedRows.half(stored.height()) >= (long) LARGER * newHeight;
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
