package forwardpass.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Images of numbers, one at a time, with the vectors of AVX2. It has sixteen registers of eight
 * numbers: of five images together, sums would be in memory.
 */
final class NarrowFloatsLayer extends SparseLayer<float[], InkedBits> {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final int LANES = FLOATS.length();

  /** Seven vectors of outputs side by side: all of a hidden layer of fifty. */
  private static final int WIDTH = 7 * LANES;

  /** Of bits: 256 columns at most. */
  private static final int WORDS_AT_ONCE = 4;

  private float scale;
  private float[] image;

  /** Where the tile begins in it. */
  private int start;

  NarrowFloatsLayer(Dense layer) {
    super(layer, 1, WIDTH, WORDS_AT_ONCE, InkedBits::new);
  }

  @Override
  void scaleBy(float newScale) {
    scale = newScale;
  }

  @Override
  int find(InkedBits columns, float[] pixels, int first, int count) {
    image = pixels;
    start = first;
    return columns.find(pixels, first);
  }

  /**
   * A vector of weights is used once, so that it needs no register: seven sums and a pixel do. One
   * loop over all bits, as the compiler of JDK 17 leaves vectors in nested loops on the heap.
   */
  @Override
  void add(InkedBits columns, int from, int to, int first, float[] sums) {
    FloatVector c0 = FloatVector.fromArray(FLOATS, sums, 0);
    FloatVector c1 = FloatVector.fromArray(FLOATS, sums, LANES);
    FloatVector c2 = FloatVector.fromArray(FLOATS, sums, 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(FLOATS, sums, 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(FLOATS, sums, 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(FLOATS, sums, 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(FLOATS, sums, 6 * LANES);
    float[] w = weights;
    float[] pixels = image;
    float factor = scale;
    int pixel = start;
    int word = from;
    long bits = columns.bits(word);
    int wordStart = columns.first(word);
    int count = columns.count(from, to);
    for (int i = 0; i < count; i++) {
      if (bits == 0) {
        word++;
        bits = columns.bits(word);
        wordStart = columns.first(word);
      }
      int column = wordStart + Long.numberOfTrailingZeros(bits);
      bits &= bits - 1;
      int at = first + column * WIDTH;
      FloatVector x = FloatVector.broadcast(FLOATS, pixels[pixel + column] * factor);
      c0 = x.fma(FloatVector.fromArray(FLOATS, w, at), c0);
      c1 = x.fma(FloatVector.fromArray(FLOATS, w, at + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(FLOATS, w, at + 2 * LANES), c2);
      c3 = x.fma(FloatVector.fromArray(FLOATS, w, at + 3 * LANES), c3);
      c4 = x.fma(FloatVector.fromArray(FLOATS, w, at + 4 * LANES), c4);
      c5 = x.fma(FloatVector.fromArray(FLOATS, w, at + 5 * LANES), c5);
      c6 = x.fma(FloatVector.fromArray(FLOATS, w, at + 6 * LANES), c6);
    }
    c0.intoArray(sums, 0);
    c1.intoArray(sums, LANES);
    c2.intoArray(sums, 2 * LANES);
    c3.intoArray(sums, 3 * LANES);
    c4.intoArray(sums, 4 * LANES);
    c5.intoArray(sums, 5 * LANES);
    c6.intoArray(sums, 6 * LANES);
  }
}
