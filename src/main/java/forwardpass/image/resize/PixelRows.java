package forwardpass.image.resize;

/**
 * What is given the pixels of a picture while it is decoded: rows in any order, each pixel once.
 */
public interface PixelRows {
  /** The samples of a pixel, one after the other: 1, grey; or 3, red, green and blue. */
  int channels();

  /** Forgets all rows. */
  void clear();

  /**
   * Takes some pixels of a row. What is never added is black.
   *
   * @param x where the first is
   * @param step from one to the next, in pixels
   * @param count how many pixels
   * @param samples of those pixels, {@link #channels} for each
   * @param from where in the array they begin
   */
  void add(int y, int x, int step, int count, byte[] samples, int from);
}
