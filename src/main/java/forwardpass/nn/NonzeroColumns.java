package forwardpass.nn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The columns of some images in which any of them has a pixel that is not zero, in ascending order.
 * Much of a scanned image is blank paper; the products with those columns are zero and need not be
 * computed. Of 100 of MNIST's images, 495 of 784 columns are left on average.
 */
final class NonzeroColumns {
  /** The share of columns above which it takes longer to select them than to compute them all. */
  private static final double MOST_COLUMNS = 0.9;

  /** Eight pixels at a time, the first in the lowest byte. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  /** Times this, the highest bits of eight bytes come to stand side by side in the highest one. */
  private static final long GATHER = 0x0002040810204081L;

  /** For each of the 256 sets of eight columns, those in the set, in ascending order. */
  private static final int[] INKED_FIRST = inkedFirst();

  private final int width;
  private final int stride;
  private final long[] inked;
  private final int[] columns;
  private int count;

  /** Of how much ink there is; where images are of numbers. */
  private float[] sums;

  /**
   * @param width pixels in an image, which follow each other
   */
  NonzeroColumns(int width) {
    this(width, width);
  }

  /**
   * @param width pixels of each image, or of a part of it
   * @param stride pixels from the start of one image to that of the next
   */
  NonzeroColumns(int width, int stride) {
    this.width = width;
    this.stride = stride;
    this.inked = new long[width / Long.BYTES];
    this.columns = new int[width];
  }

  private static int[] inkedFirst() {
    int[] order = new int[256 * Long.BYTES];
    for (int bits = 0; bits < 256; bits++) {
      int inked = Long.BYTES * bits;
      for (int k = 0; k < Long.BYTES; k++) {
        if ((bits >> k & 1) != 0) {
          order[inked++] = k;
        }
      }
    }
    return order;
  }

  /**
   * Finds the columns; takes them all where nearly all have ink.
   *
   * @param pixels [rows, stride] from {@code start} on
   * @return how many
   */
  int find(byte[] pixels, int start, int rows) {
    Arrays.fill(inked, 0);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inked.length; i++) {
        inked[i] |= eight(pixels, start + row * stride + Long.BYTES * i);
      }
    }
    return take(put(inked, columns));
  }

  /** So many have been found among the columns that can be looked at by eights. */
  private int take(int foundByEights) {
    int found = foundByEights;
    for (int column = Long.BYTES * inked.length; column < width; column++) {
      columns[found++] = column; // fewer than eight: not worth looking at
    }
    count = found;
    if (count > MOST_COLUMNS * width) {
      takeAll();
    }
    return count;
  }

  /** As {@link #find(byte[], int, int)}, of five images of numbers, each [width]; may be longer. */
  int find(float[] a, float[] b, float[] c, float[] d, float[] e) {
    if (sums == null) {
      sums = new float[width];
    }
    addUp(a, b, c, d, e, width, sums);
    return take(put(sums, columns));
  }

  /**
   * Sums of what is not negative are zero where all of it is. The compiler makes vectors of arrays
   * that are read at the same place, and of no others.
   */
  private static void addUp(
      float[] a, float[] b, float[] c, float[] d, float[] e, int width, float[] sums) {
    for (int i = 0; i < width; i++) {
      sums[i] = Math.abs(a[i]) + Math.abs(b[i]) + Math.abs(c[i]) + Math.abs(d[i]) + Math.abs(e[i]);
    }
  }

  /**
   * Writes the columns that have ink, without a branch: of each eight, first those that have; the
   * next eight overwrite the others.
   *
   * @param pixels eight columns in each, the first in the lowest byte
   * @param inkedColumns at least as long as there are columns
   * @return how many have ink
   */
  private static int put(long[] pixels, int[] inkedColumns) {
    int found = 0;
    for (int i = 0; i < pixels.length; i++) {
      int set = inkedOf(pixels[i]);
      for (int k = 0; k < Long.BYTES; k++) {
        inkedColumns[found + k] = Long.BYTES * i + INKED_FIRST[Long.BYTES * set + k];
      }
      found += Integer.bitCount(set);
    }
    return found;
  }

  /** As {@link #put(long[], int[])}, of numbers; not of those behind the last eight. */
  private int put(float[] pixels, int[] inkedColumns) {
    int found = 0;
    for (int column = 0; column < Long.BYTES * inked.length; column++) {
      inkedColumns[found] = column;
      int bits = Float.floatToRawIntBits(pixels[column]);
      found += (bits | -bits) >>> 31; // 0 of a zero, 1 of all else: without a branch
    }
    return found;
  }

  /** Eight pixels side by side, the first in the lowest byte. */
  private static long eight(byte[] pixels, int start) {
    return (long) EIGHT.get(pixels, start);
  }

  /** Which of eight pixels are not zero: a bit for each, that of the first the lowest. */
  private static int inkedOf(long pixels) {
    long highBits = (pixels | ((pixels & LOW_BITS) + LOW_BITS)) & ~LOW_BITS;
    return (int) ((highBits * GATHER) >>> 56);
  }

  private void takeAll() {
    for (int column = 0; column < width; column++) {
      columns[column] = column;
    }
    count = width;
  }

  /** How many columns there are, of which some may be blank. */
  int width() {
    return width;
  }

  /** The number of columns. */
  int count() {
    return count;
  }

  /** Whether these are all columns of the image. */
  boolean areAll() {
    return count == width;
  }

  /** One of the columns, counted from 0. */
  int get(int i) {
    return columns[i];
  }

  /**
   * Copies the rows of a matrix that belong to the columns.
   *
   * @param matrix [width, outputs]
   * @param selected [count, outputs], overwritten
   */
  void gatherRows(float[] matrix, int outputs, float[] selected) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(matrix, columns[i] * outputs, selected, i * outputs, outputs);
    }
  }
}
