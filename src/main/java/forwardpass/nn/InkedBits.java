package forwardpass.nn;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The columns of an image, or of a part of it, in which there is a pixel that is not zero: a bit
 * for each, found with the vectors of AVX2. To write their numbers down would take twice as long.
 */
final class InkedBits {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  /** Of each lane, its number. */
  private static final IntVector LANE = IntVector.zero(IntVector.SPECIES_256).addIndex(1);

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  /**
   * Of the first four of eight rows of eight pixels, how far the highest bits are from the row's.
   */
  private static final LongVector FIRST_ROWS = rows(7, 6, 5, 4);

  /** The same of the last four. */
  private static final LongVector LAST_ROWS = rows(3, 2, 1, 0);

  private final int width;

  /** Those that are not zero. */
  private final long[] words;

  /** For each, the column of its lowest bit. */
  private final int[] firsts;

  private int found;

  /**
   * @param width pixels
   */
  InkedBits(int width) {
    this.width = width;
    int most = (width - 1) / Long.SIZE + 1;
    this.words = new long[most];
    this.firsts = new int[most];
  }

  private static LongVector rows(long... shifts) {
    return LongVector.fromArray(LONGS, shifts, 0);
  }

  /**
   * Finds the columns.
   *
   * @return how many words of bits there are that are not zero
   */
  int find(byte[] pixels, int start) {
    found = 0;
    int column = 0;
    for (; column + Long.SIZE <= width; column += Long.SIZE) {
      add(column, bits(pixels, start + column));
    }
    if (column < width) {
      long bits = 0;
      for (int i = column; i < width; i++) {
        bits |= (long) (-(pixels[start + i] & 0xff) >>> 31) << i;
      }
      add(column, bits);
    }
    return found;
  }

  /** As {@link #find(byte[], int)}, of an image of numbers. */
  int find(float[] pixels, int start) {
    found = 0;
    int column = 0;
    for (; column + Long.SIZE <= width; column += Long.SIZE) {
      add(column, bits(pixels, start + column));
    }
    if (column < width) {
      long bits = 0;
      for (int i = column; i < width; i++) {
        int number = Float.floatToRawIntBits(pixels[start + i]);
        bits |= (long) ((number | -number) >>> 31) << i;
      }
      add(column, bits);
    }
    return found;
  }

  /** Without a branch: what is zero is overwritten. */
  private void add(int column, long bits) {
    words[found] = bits;
    firsts[found] = column;
    found += bits == 0 ? 0 : 1;
  }

  /** Of eight rows of eight pixels: a bit for each, that of the first the lowest. */
  private static long bits(byte[] pixels, int start) {
    LongVector first = ByteVector.fromArray(BYTES, pixels, start).reinterpretAsLongs();
    LongVector last =
        ByteVector.fromArray(BYTES, pixels, start + BYTES.length()).reinterpretAsLongs();
    return transposed(
        highBits(first)
            .lanewise(VectorOperators.LSHR, FIRST_ROWS)
            .or(highBits(last).lanewise(VectorOperators.LSHR, LAST_ROWS))
            .reduceLanes(VectorOperators.OR));
  }

  /** Of bytes, the highest bit where any is set. */
  private static LongVector highBits(LongVector bytes) {
    return bytes.or(bytes.and(LOW_BITS).add(LOW_BITS)).and(~LOW_BITS);
  }

  /** As {@link #bits(byte[], int)}, of numbers. */
  private static long bits(float[] pixels, int start) {
    long all = 0;
    for (int i = 0; i < Long.SIZE; i += FLOATS.length()) {
      IntVector bits = FloatVector.fromArray(FLOATS, pixels, start + i).reinterpretAsInts();
      int set =
          bits.or(bits.neg())
              .lanewise(VectorOperators.LSHR, Integer.SIZE - 1)
              .lanewise(VectorOperators.LSHL, LANE)
              .reduceLanes(VectorOperators.OR);
      all |= (long) set << i;
    }
    return all;
  }

  /**
   * A matrix of 8 × 8 bits, its rows for its columns. From "Hacker's Delight" by H. S. Warren, 7-3.
   */
  private static long transposed(long matrix) {
    long ones = (matrix ^ (matrix >>> 7)) & 0x00aa00aa00aa00aaL;
    long byTwos = matrix ^ ones ^ (ones << 7);
    long twos = (byTwos ^ (byTwos >>> 14)) & 0x0000cccc0000ccccL;
    long byFours = byTwos ^ twos ^ (twos << 14);
    long fours = (byFours ^ (byFours >>> 28)) & 0x00000000f0f0f0f0L;
    return byFours ^ fours ^ (fours << 28);
  }

  /** A word that is not zero: a bit for each column from {@link #first} on. */
  long bits(int word) {
    return words[word];
  }

  /** The column of a word's lowest bit. */
  int first(int word) {
    return firsts[word];
  }

  /** How many columns some words have. */
  int count(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Long.bitCount(words[i]);
    }
    return count;
  }
}
