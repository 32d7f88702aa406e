package forwardpass.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Writes eight columns at once, with the Vector API. Of images one after the other.
 *
 * <p>No option has {@code put} compiled early, as {@code add} of the layers is: the compiler of JDK
 * 17 then makes of it what stays three times as slow.
 */
final class VectorColumns extends NonzeroColumns {
  private static final VectorSpecies<Integer> EIGHT = IntVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final int LANES = EIGHT.length();

  /** Of each lane, its number. */
  private static final IntVector LANE = IntVector.zero(EIGHT).addIndex(1);

  VectorColumns(int width) {
    super(width);
  }

  @Override
  int put(byte[] pixels, int start, int[] inkedColumns) {
    int found = 0;
    for (int column = 0; column + LANES <= width(); column += LANES) {
      int set = inkedOf(eight(pixels, start + column));
      IntVector.fromArray(EIGHT, INKED_FIRST, LANES * set)
          .add(column)
          .intoArray(inkedColumns, found);
      found += Integer.bitCount(set);
    }
    return found;
  }

  @Override
  int put(float[] pixels, int start, int[] inkedColumns) {
    int found = 0;
    for (int column = 0; column + LANES <= width(); column += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, pixels, start + column).reinterpretAsInts();
      int set =
          bits.or(bits.neg())
              .lanewise(VectorOperators.LSHR, Integer.SIZE - 1)
              .lanewise(VectorOperators.LSHL, LANE)
              .reduceLanes(VectorOperators.OR);
      IntVector.fromArray(EIGHT, INKED_FIRST, LANES * set)
          .add(column)
          .intoArray(inkedColumns, found);
      found += Integer.bitCount(set);
    }
    return found;
  }
}
