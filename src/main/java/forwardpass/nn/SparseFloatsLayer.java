package forwardpass.nn;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Images of numbers, with the Vector API: five at a time, and what is added up stays in registers.
 */
final class SparseFloatsLayer extends SparseLayer<float[], NonzeroColumns> {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /**
   * With four vectors for each, the sums take 20 of the 32 registers that AVX-512 has. Six images
   * would be as fast, but the compiler now and then runs out of registers for them.
   */
  private static final int IMAGES = 5;

  /** Four vectors of outputs side by side. */
  private static final int WIDTH = 4 * LANES;

  private static final int COLUMNS_AT_ONCE = 60;

  private float scale;

  /** [IMAGES, TILE]: columns side by side of the images. */
  private final float[] tile = new float[IMAGES * TILE];

  /** The same, in an array for each image. */
  private final float[][] rows = new float[IMAGES][TILE];

  SparseFloatsLayer(Dense layer) {
    super(layer, IMAGES, WIDTH, COLUMNS_AT_ONCE, width -> new NonzeroColumns(width, TILE));
  }

  @Override
  void scaleBy(float newScale) {
    scale = newScale;
  }

  @Override
  int find(NonzeroColumns columns, float[] numbers, int first, int count) {
    int width = columns.width();
    for (int i = 0; i < IMAGES; i++) {
      if (i < count) {
        System.arraycopy(numbers, first + i * inputs, rows[i], 0, width);
      } else {
        Arrays.fill(rows[i], 0); // so that its columns are not added
      }
      System.arraycopy(rows[i], 0, tile, i * TILE, width);
    }
    return columns.find(rows[0], rows[1], rows[2], rows[3], rows[4]);
  }

  /**
   * Adds the products of some columns to the sums of a block of outputs.
   *
   * <p>A method of its own, and too long to become a part of another: the compiler of JDK 17 leaves
   * vectors in nested loops on the heap.
   */
  @Override
  void add(NonzeroColumns columns, int from, int to, int first, float[] sums) {
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
    float[] x0 = tile;
    float factor = scale;
    for (int i = from; i < to; i++) {
      int column = columns.get(i);
      int at = first + column * WIDTH;
      FloatVector w0 = FloatVector.fromArray(FLOATS, w, at);
      FloatVector w1 = FloatVector.fromArray(FLOATS, w, at + LANES);
      FloatVector w2 = FloatVector.fromArray(FLOATS, w, at + 2 * LANES);
      FloatVector w3 = FloatVector.fromArray(FLOATS, w, at + 3 * LANES);
      FloatVector x = FloatVector.broadcast(FLOATS, x0[column] * factor);
      c0 = x.fma(w0, c0);
      c1 = x.fma(w1, c1);
      c2 = x.fma(w2, c2);
      c3 = x.fma(w3, c3);
      x = FloatVector.broadcast(FLOATS, x0[column + TILE] * factor);
      d0 = x.fma(w0, d0);
      d1 = x.fma(w1, d1);
      d2 = x.fma(w2, d2);
      d3 = x.fma(w3, d3);
      x = FloatVector.broadcast(FLOATS, x0[column + 2 * TILE] * factor);
      e0 = x.fma(w0, e0);
      e1 = x.fma(w1, e1);
      e2 = x.fma(w2, e2);
      e3 = x.fma(w3, e3);
      x = FloatVector.broadcast(FLOATS, x0[column + 3 * TILE] * factor);
      f0 = x.fma(w0, f0);
      f1 = x.fma(w1, f1);
      f2 = x.fma(w2, f2);
      f3 = x.fma(w3, f3);
      x = FloatVector.broadcast(FLOATS, x0[column + 4 * TILE] * factor);
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
