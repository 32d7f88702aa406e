package forwardpass.nn;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Five images at a time, of the columns that are not blank in all five, with the Vector API: of
 * five of MNIST's images 318 columns of 784 have ink, where of a hundred 495 have. What is added up
 * stays in registers. Each output is its bias and then the products of the columns, in their order,
 * fused: the same whatever the batch.
 *
 * <p>Slower by far until it is compiled, after some thousand columns, or some ten thousand where
 * {@code conf/spark-defaults.conf} is not used; and slower than the product where there is no
 * AVX-512. {@link AdaptiveFirstLayer} finds out.
 *
 * <p>Compiled on its own, since javac warns of the module, and loaded by name: a JVM without the
 * module does without this class. Spark itself adds the module to every JVM that it starts.
 */
final class SparseFirstLayer implements FirstLayer {
  /**
   * With four vectors for each, the sums take 20 of the 32 registers that AVX-512 has. Six images
   * would be as fast, but the compiler now and then runs out of registers for them.
   */
  private static final int IMAGES = 5;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** Outputs that are computed side by side. */
  private static final int WIDTH = 4 * LANES;

  /**
   * So few that the method which adds them is called often enough to be compiled as a whole, before
   * its loop is found to be a long one and compiled by itself, which takes several times as long.
   */
  private static final int COLUMNS_AT_ONCE = 60;

  /**
   * Columns of the images that are looked at together. As it is a constant, a pixel of any of them
   * is at a constant distance from that of the first, and no register is needed for where each
   * image begins: with five of those, the compiler had too few, and what it made of the same loop
   * was a third slower in some runs than in others.
   */
  private static final int TILE = 1024;

  private final int inputs;
  private final int outputs;

  /** [blocks, inputs, WIDTH], the last block filled up with zeros. */
  private final float[] weights;

  /** [blocks, WIDTH]. */
  private final float[] bias;

  /**
   * [IMAGES, WIDTH] for each block of outputs: arrays of their own, for {@code add} to need no
   * register for where in one it is.
   */
  private final float[][] sums;

  private final PixelTable table = new PixelTable();

  /** [IMAGES, TILE]: columns side by side of the images. */
  private final byte[] tile = new byte[IMAGES * TILE];

  private final NonzeroColumns[] tiles;

  SparseFirstLayer(Dense layer) {
    inputs = layer.inputs();
    outputs = layer.outputs();
    tiles = new NonzeroColumns[(inputs - 1) / TILE + 1];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new NonzeroColumns(Math.min(TILE, inputs - i * TILE), TILE);
    }
    int blocks = (outputs - 1) / WIDTH + 1;
    weights = new float[Math.multiplyExact(blocks * WIDTH, inputs)];
    bias = new float[blocks * WIDTH];
    sums = new float[blocks][IMAGES * WIDTH];
    float[] w = layer.weights().values();
    float[] b = layer.bias().values();
    for (int block = 0; block < blocks; block++) {
      int first = block * WIDTH;
      int count = Math.min(WIDTH, outputs - first);
      System.arraycopy(b, first, bias, first, count);
      for (int i = 0; i < inputs; i++) {
        System.arraycopy(w, i * outputs + first, weights, (block * inputs + i) * WIDTH, count);
      }
    }
  }

  /** Where fewer images are left than are computed at a time, the others are blank. */
  @Override
  public void forward(byte[] pixels, int start, int rows, float scale, float[] y) {
    float[] values = table.of(scale);
    for (int row = 0; row < rows; row += IMAGES) {
      int count = Math.min(IMAGES, rows - row);
      startFromBias();
      for (int i = 0; i < tiles.length; i++) {
        copy(pixels, start + row * inputs, count, i * TILE);
        addTile(tiles[i], values, i * TILE);
      }
      write(y, row * outputs, count);
    }
  }

  private void startFromBias() {
    for (int block = 0; block < sums.length; block++) {
      for (int i = 0; i < IMAGES; i++) {
        System.arraycopy(bias, block * WIDTH, sums[block], i * WIDTH, WIDTH);
      }
    }
  }

  private void copy(byte[] pixels, int image, int count, int from) {
    int width = Math.min(TILE, inputs - from);
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels, image + i * inputs + from, tile, i * TILE, width);
    }
    Arrays.fill(tile, count * TILE, tile.length, (byte) 0); // so that their columns are not added
  }

  private void addTile(NonzeroColumns columns, float[] values, int from) {
    columns.find(tile, 0, IMAGES);
    for (int block = 0; block < sums.length; block++) {
      int first = (block * inputs + from) * WIDTH;
      for (int column = 0; column < columns.count(); column += COLUMNS_AT_ONCE) {
        int end = Math.min(columns.count(), column + COLUMNS_AT_ONCE);
        add(columns, column, end, values, first, sums[block]);
      }
    }
  }

  private void write(float[] y, int to, int count) {
    for (int block = 0; block < sums.length; block++) {
      int first = block * WIDTH;
      int width = Math.min(WIDTH, outputs - first);
      for (int i = 0; i < count; i++) {
        System.arraycopy(sums[block], i * WIDTH, y, to + i * outputs + first, width);
      }
    }
  }

  /**
   * Adds the products of some columns to the sums of a block of outputs.
   *
   * <p>A method of its own, and too long to become a part of another: the compiler of JDK 17 leaves
   * vectors in nested loops on the heap.
   */
  private void add(
      NonzeroColumns columns, int from, int to, float[] values, int first, float[] sums) {
    FloatVector c0 = FloatVector.fromArray(FLOATS, sums, 0);
    FloatVector c1 = FloatVector.fromArray(FLOATS, sums, LANES);
    FloatVector c2 = FloatVector.fromArray(FLOATS, sums, 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(FLOATS, sums, 3 * LANES);
    FloatVector d0 = FloatVector.fromArray(FLOATS, sums, 4 * LANES);
    FloatVector d1 = FloatVector.fromArray(FLOATS, sums, 5 * LANES);
    FloatVector d2 = FloatVector.fromArray(FLOATS, sums, 6 * LANES);
    FloatVector d3 = FloatVector.fromArray(FLOATS, sums, 7 * LANES);
    FloatVector e0 = FloatVector.fromArray(FLOATS, sums, 8 * LANES);
    FloatVector e1 = FloatVector.fromArray(FLOATS, sums, 9 * LANES);
    FloatVector e2 = FloatVector.fromArray(FLOATS, sums, 10 * LANES);
    FloatVector e3 = FloatVector.fromArray(FLOATS, sums, 11 * LANES);
    FloatVector f0 = FloatVector.fromArray(FLOATS, sums, 12 * LANES);
    FloatVector f1 = FloatVector.fromArray(FLOATS, sums, 13 * LANES);
    FloatVector f2 = FloatVector.fromArray(FLOATS, sums, 14 * LANES);
    FloatVector f3 = FloatVector.fromArray(FLOATS, sums, 15 * LANES);
    FloatVector g0 = FloatVector.fromArray(FLOATS, sums, 16 * LANES);
    FloatVector g1 = FloatVector.fromArray(FLOATS, sums, 17 * LANES);
    FloatVector g2 = FloatVector.fromArray(FLOATS, sums, 18 * LANES);
    FloatVector g3 = FloatVector.fromArray(FLOATS, sums, 19 * LANES);
    float[] w = weights;
    byte[] pixels = tile;
    for (int i = from; i < to; i++) {
      int column = columns.get(i);
      int at = first + column * WIDTH;
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, values[pixels[column] & 0xff]);
      c0 = x.fma(w0, c0);
      c1 = x.fma(w1, c1);
      c2 = x.fma(w2, c2);
      c3 = x.fma(w3, c3);
      x = FloatVector.broadcast(FLOATS, values[pixels[column + TILE] & 0xff]);
      d0 = x.fma(w0, d0);
      d1 = x.fma(w1, d1);
      d2 = x.fma(w2, d2);
      d3 = x.fma(w3, d3);
      x = FloatVector.broadcast(FLOATS, values[pixels[column + 2 * TILE] & 0xff]);
      e0 = x.fma(w0, e0);
      e1 = x.fma(w1, e1);
      e2 = x.fma(w2, e2);
      e3 = x.fma(w3, e3);
      x = FloatVector.broadcast(FLOATS, values[pixels[column + 3 * TILE] & 0xff]);
      f0 = x.fma(w0, f0);
      f1 = x.fma(w1, f1);
      f2 = x.fma(w2, f2);
      f3 = x.fma(w3, f3);
      x = FloatVector.broadcast(FLOATS, values[pixels[column + 4 * TILE] & 0xff]);
      g0 = x.fma(w0, g0);
      g1 = x.fma(w1, g1);
      g2 = x.fma(w2, g2);
      g3 = x.fma(w3, g3);
    }
    c0.intoArray(sums, 0);
    c1.intoArray(sums, LANES);
    c2.intoArray(sums, 2 * LANES);
    c3.intoArray(sums, 3 * LANES);
    d0.intoArray(sums, 4 * LANES);
    d1.intoArray(sums, 5 * LANES);
    d2.intoArray(sums, 6 * LANES);
    d3.intoArray(sums, 7 * LANES);
    e0.intoArray(sums, 8 * LANES);
    e1.intoArray(sums, 9 * LANES);
    e2.intoArray(sums, 10 * LANES);
    e3.intoArray(sums, 11 * LANES);
    f0.intoArray(sums, 12 * LANES);
    f1.intoArray(sums, 13 * LANES);
    f2.intoArray(sums, 14 * LANES);
    f3.intoArray(sums, 15 * LANES);
    g0.intoArray(sums, 16 * LANES);
    g1.intoArray(sums, 17 * LANES);
    g2.intoArray(sums, 18 * LANES);
    g3.intoArray(sums, 19 * LANES);
  }
}
