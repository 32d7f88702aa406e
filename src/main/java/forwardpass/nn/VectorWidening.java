package forwardpass.nn;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Widens with the Vector API, as many pixels at a time as the machine takes: about five times as
 * fast as one by one, but only once the compiler has seen a million pixels go by, and slower by far
 * until then; {@link AdaptiveWidening} waits for a job that is worth it.
 *
 * <p>Compiled on its own, since javac warns of the module, and loaded by name: a JVM without the
 * module does without this class. Spark itself adds the module to every JVM that it starts.
 */
final class VectorWidening implements Widening {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorShape SHAPE = FLOATS.vectorShape();
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Byte.SIZE * FLOATS.length()));
  private static final int LANES = FLOATS.length();

  private int[] from = {};
  private int[] to = {};
  private byte[] padded = {};
  private int steps;

  /**
   * Widens whole vectors, past the end of a run where its length is no multiple of theirs; what is
   * too much is overwritten by the next run, and at the end lies in the slack. The last image is
   * copied first where there is nothing behind it to read too much of.
   */
  @Override
  public void widen(
      byte[] pixels, int rows, NonzeroColumns columns, float scale, float[] selected) {
    plan(columns);
    int width = columns.width();
    int count = columns.count();
    for (int row = 0; row < rows; row++) {
      if ((row + 1) * width <= pixels.length - LANES) {
        widenRow(pixels, row * width, scale, selected, row * count);
      } else {
        System.arraycopy(pixels, row * width, padded, 0, width);
        widenRow(padded, 0, scale, selected, row * count);
      }
    }
  }

  private void plan(NonzeroColumns columns) {
    if (from.length < columns.width()) {
      from = new int[columns.width()];
      to = new int[columns.width()];
      padded = new byte[columns.width() + LANES];
    }
    steps = 0;
    int position = 0;
    for (int run = 0; run < columns.runs(); run++) {
      for (int i = 0; i < columns.length(run); i += LANES) {
        from[steps] = columns.start(run) + i;
        to[steps] = position + i;
        steps++;
      }
      position += columns.length(run);
    }
  }

  /** One flat loop: the compiler of JDK 17 leaves vectors in nested ones on the heap. */
  private void widenRow(byte[] pixels, int pixel, float scale, float[] selected, int value) {
    for (int i = 0; i < steps; i++) {
      ByteVector bytes = ByteVector.fromArray(BYTES, pixels, pixel + from[i]);
      // Sign-extended and masked: on JDK 17 extending by zeros fails on machines with AVX-512.
      IntVector ints = ((IntVector) bytes.castShape(INTS, 0)).and(0xff);
      FloatVector floats = (FloatVector) ints.convert(VectorOperators.I2F, 0);
      floats.mul(scale).intoArray(selected, value + to[i]);
    }
  }
}
