package forwardpass.chapter;

import forwardpass.error.InputException;
import forwardpass.idx.IdxHeader;
import java.util.List;

/** The rows and columns of the images of a file. */
record ImageShape(int rows, int columns) {
  private static final int LONGEST_SIDE = 2048;

  /**
   * Of images [n, rows, columns] or [n, 1, rows, columns]; of images [n, pixels] where they are
   * squares.
   *
   * @throws InputException where the images are no such ones, or too large to be shown
   */
  static ImageShape of(IdxHeader header, String file) {
    List<Integer> dimensions = header.dimensions();
    int rank = dimensions.size();
    int side = (int) Math.sqrt(header.itemSize());
    ImageShape shape;
    if (rank == 3 || (rank == 4 && dimensions.get(1) == 1)) {
      shape = new ImageShape(dimensions.get(rank - 2), dimensions.get(rank - 1));
    } else if (rank == 2 && side * side == header.itemSize()) {
      shape = new ImageShape(side, side);
    } else {
      throw new InputException(
          "Unsupported: %s, byte 8: expected images of rows and columns, found %s; show images of one channel"
              .formatted(file, header.itemShape()));
    }
    if (Math.max(shape.rows, shape.columns) > LONGEST_SIDE) {
      throw new InputException(
          "Unsupported: %s, byte 8: expected images of at most %dx%d to show, found %s; show smaller ones"
              .formatted(file, LONGEST_SIDE, LONGEST_SIDE, header.itemShape()));
    }
    return shape;
  }
}
