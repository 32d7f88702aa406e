package forwardpass.nn;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Few images at a time, of the columns that are not blank in all of them: of one of MNIST's images
 * 150 columns of 784 have ink, of five 318, and of a hundred 495. Each output is its bias and then
 * the products of the columns, in their order, fused: the same whatever the batch.
 *
 * @param <P> what the pixels of images are in
 * @param <C> what the columns of a tile that are not blank are in
 */
abstract class SparseLayer<P, C> implements FirstLayer<P> {
  /**
   * Columns of the images that are looked at together. As it is a constant, a pixel of any of them
   * is at a constant distance from that of the first, and no register is needed for where each
   * image begins: with five of those, the compiler had too few, and what it made of the same loop
   * was a third slower in some runs than in others.
   */
  static final int TILE = 1024;

  final int inputs;

  /** [blocks, inputs, width], the last block filled up with zeros. */
  final float[] weights;

  private final int outputs;

  /** Images that are computed together. */
  private final int images;

  /** Outputs that are computed side by side. */
  private final int width;

  /**
   * So few that the method which adds them is called often enough to be compiled as a whole, before
   * its loop is found to be a long one and compiled by itself, which takes several times as long.
   */
  private final int atOnce;

  /** [blocks, width]. */
  private final float[] bias;

  /**
   * [images, width] for each block of outputs: arrays of their own, for {@code add} to need no
   * register for where in one it is.
   */
  private final float[][] sums;

  private final List<C> tiles;

  /**
   * @param images how many {@link #add} takes together
   * @param width how many outputs of each it computes
   * @param atOnce how many {@link #add} takes at once of what {@link #find} finds
   * @param columns makes what the columns of so many pixels will be in
   */
  SparseLayer(Dense layer, int images, int width, int atOnce, IntFunction<C> columns) {
    this.images = images;
    this.width = width;
    this.atOnce = atOnce;
    inputs = layer.inputs();
    outputs = layer.outputs();
    tiles =
        IntStream.iterate(0, from -> from < inputs, from -> from + TILE)
            .mapToObj(from -> columns.apply(Math.min(TILE, inputs - from)))
            .toList();
    int blocks = (outputs - 1) / width + 1;
    weights = new float[Math.multiplyExact(blocks * width, inputs)];
    bias = new float[blocks * width];
    sums = new float[blocks][images * width];
    float[] w = layer.weights().values();
    float[] b = layer.bias().values();
    for (int block = 0; block < blocks; block++) {
      int first = block * width;
      int count = Math.min(width, outputs - first);
      System.arraycopy(b, first, bias, first, count);
      for (int i = 0; i < inputs; i++) {
        System.arraycopy(w, i * outputs + first, weights, (block * inputs + i) * width, count);
      }
    }
  }

  /** Says what pixels are multiplied by, from now on. */
  abstract void scaleBy(float scale);

  /**
   * Takes a tile of some images, and finds the columns of it that are not blank.
   *
   * @param first where the tile begins in the first of them
   * @param count how many images; where there are fewer than are computed together, the others are
   *     blank
   * @return how many there are that {@link #add} can take: columns, or groups of them
   */
  abstract int find(C columns, P pixels, int first, int count);

  /**
   * Adds the products of some columns of the tile to sums. The loop is written out for each kind of
   * pixels, so that nothing is called in it.
   *
   * @param first where the weights of the tile's first column begin
   * @param sums [images, width]
   */
  abstract void add(C columns, int from, int to, int first, float[] sums);

  @Override
  public void forward(P pixels, int start, int rows, float scale, float[] y) {
    scaleBy(scale);
    for (int row = 0; row < rows; row += images) {
      int count = Math.min(images, rows - row);
      startFromBias();
      for (int i = 0; i < tiles.size(); i++) {
        int found = find(tiles.get(i), pixels, start + row * inputs + i * TILE, count);
        addTile(tiles.get(i), found, i * TILE);
      }
      write(y, row * outputs, count);
    }
  }

  private void startFromBias() {
    for (int block = 0; block < sums.length; block++) {
      for (int i = 0; i < images; i++) {
        System.arraycopy(bias, block * width, sums[block], i * width, width);
      }
    }
  }

  private void addTile(C columns, int found, int from) {
    for (int block = 0; block < sums.length; block++) {
      int first = (block * inputs + from) * width;
      for (int i = 0; i < found; i += atOnce) {
        add(columns, i, Math.min(found, i + atOnce), first, sums[block]);
      }
    }
  }

  private void write(float[] y, int to, int count) {
    for (int block = 0; block < sums.length; block++) {
      int first = block * width;
      int written = Math.min(width, outputs - first);
      for (int i = 0; i < count; i++) {
        System.arraycopy(sums[block], i * width, y, to + i * outputs + first, written);
      }
    }
  }
}
