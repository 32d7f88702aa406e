package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;
import forwardpass.image.resize.PixelRows;

/** A file of a picture whose header has been read, and nothing decoded. */
interface Picture {
  /** What it is; its size as it is stored. */
  Description description() throws BadImageException;

  /** How it is to be turned before it is looked at. */
  Orientation orientation();

  /** Whether it is given in parts of rows, of which each is scattered over the picture. */
  default boolean isInParts() {
    return false;
  }

  /**
   * Decodes it.
   *
   * @param into is given every pixel, in as many channels as it takes
   * @throws BadImageException where it is damaged
   */
  void read(PixelRows into) throws BadImageException;

  /** The most pixels of a picture that is read row by row. */
  int MOST_PIXELS = 200_000_000;

  /** The most of one that has to be held whole, here or in the JDK, before a row of it is there. */
  int MOST_PIXELS_HELD = 50_000_000;

  /** A row has to be held in any case. */
  int LONGEST_SIDE = 1_000_000;

  /**
   * Checks the size that a header claims, before anything is decoded.
   *
   * @param kind what has such a limit, in words
   * @throws BadImageException where the header claims no pixels, or more than are read
   */
  static void requireSize(long width, long height, String kind, int mostPixels)
      throws BadImageException {
    if (width < 1 || height < 1) {
      throw BadImageException.corrupt("a picture with pixels in it", size(width, height));
    }
    if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > mostPixels) {
      throw BadImageException.unsupported(
          "%s of at most %d megapixels, no side longer than %d"
              .formatted(kind, mostPixels / 1_000_000, LONGEST_SIDE),
          size(width, height),
          "make it smaller");
    }
  }

  private static String size(long width, long height) {
    return "%d × %d".formatted(width, height);
  }
}
