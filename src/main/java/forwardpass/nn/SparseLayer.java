package forwardpass.nn;

import java.util.function.IntFunction;

/**
 * Few images at a time, of the columns that are not blank in all of them: of one of MNIST's images
 * 150 columns of 784 have ink, of five 318, and of a hundred 495. Each output is its bias and then
 * the products of the columns, in their order, fused: the same whatever the batch.
 *
 * @param <P> what the pixels of images are in
 */
abstract class SparseLayer<P> implements FirstLayer<P> {
  /**
   * Columns of the images that are looked at together. As it is a constant, a pixel of any of them
   * is at a constant distance from that of the first, and no register is needed for where each
   * image begins: with five of those, the compiler had too few, and what it made of the same loop
   * was a third slower in some runs than in others.
   */
  static final int TILE = 1024;

  /**
   * So few that the method which adds them is called often enough to be compiled as a whole, before
   * its loop is found to be a long one and compiled by itself, which takes several times as long.
   */
  private static final int COLUMNS_AT_ONCE = 60;

  final int inputs;

  /** [blocks, inputs, width], the last block filled up with zeros. */
  final float[] weights;

  private final int outputs;

  /** Images that are computed together. */
  private final int images;

  /** Outputs that are computed side by side. */
  private final int width;

  /** [blocks, width]. */
  private final float[] bias;

  /**
   * [images, width] for each block of outputs: arrays of their own, for {@code add} to need no
   * register for where in one it is.
   */
  private final float[][] sums;

  private final NonzeroColumns[] tiles;

  /**
   * @param images how many {@link #add} takes together
   * @param width how many outputs of each it computes
   * @param columns finds the columns of so many pixels of images
   */
  SparseLayer(Dense layer, int images, int width, IntFunction<NonzeroColumns> columns) {
    this.images = images;
    this.width = width;
    inputs = layer.inputs();
    outputs = layer.outputs();
    tiles = new NonzeroColumns[(inputs - 1) / TILE + 1];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = columns.apply(Math.min(TILE, inputs - i * TILE));
    }
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
   */
  abstract void find(NonzeroColumns columns, P pixels, int first, int count);

  /**
   * Adds the products of some columns of the tile to sums. The loop is written out for each kind of
   * pixels, so that nothing is called in it.
   *
   * @param first where the weights of the tile's first column begin
   * @param sums [images, width]
   */
  abstract void add(NonzeroColumns columns, int from, int to, int first, float[] sums);

  @Override
  public void forward(P pixels, int start, int rows, float scale, float[] y) {
    scaleBy(scale);
    for (int row = 0; row < rows; row += images) {
      int count = Math.min(images, rows - row);
      startFromBias();
      for (int i = 0; i < tiles.length; i++) {
        find(tiles[i], pixels, start + row * inputs + i * TILE, count);
        addTile(tiles[i], i * TILE);
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

  private void addTile(NonzeroColumns columns, int from) {
    for (int block = 0; block < sums.length; block++) {
      int first = (block * inputs + from) * width;
      for (int column = 0; column < columns.count(); column += COLUMNS_AT_ONCE) {
        int end = Math.min(columns.count(), column + COLUMNS_AT_ONCE);
        add(columns, column, end, first, sums[block]);
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
