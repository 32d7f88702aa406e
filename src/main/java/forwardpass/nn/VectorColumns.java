package forwardpass.nn;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Writes eight columns at once, with the Vector API. Of images one after the other. */
final class VectorColumns extends NonzeroColumns {
  private static final VectorSpecies<Integer> EIGHT = IntVector.SPECIES_256;

  VectorColumns(int width) {
    super(width);
  }

  @Override
  int put(long[] pixels, int[] inkedColumns) {
    int found = 0;
    for (int i = 0; i < pixels.length; i++) {
      int set = inkedOf(pixels[i]);
      IntVector.fromArray(EIGHT, INKED_FIRST, Long.BYTES * set)
          .add(Long.BYTES * i)
          .intoArray(inkedColumns, found);
      found += Integer.bitCount(set);
    }
    return found;
  }
}
