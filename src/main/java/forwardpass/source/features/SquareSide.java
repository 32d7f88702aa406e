package forwardpass.source.features;

import forwardpass.error.InputException;

/** How large encoded images are made: as the square that a network takes. */
public final class SquareSide {
  private SquareSide() {}

  /**
   * The side of the square.
   *
   * @param width how many values the network takes
   * @param path of the images, in messages
   * @throws InputException where they are no square
   */
  public static int of(int width, String path) {
    int side = (int) Math.sqrt(width);
    if (side * side != width) {
      throw new InputException(
          "Unsupported: %s: expected a network that takes a square image, found one that takes %d values; give it IDX files or a table"
              .formatted(path, width));
    }
    return side;
  }
}
