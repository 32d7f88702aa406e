package forwardpass.image.resize;

import java.util.Arrays;

/**
 * Of what pixels those of a row or column of another length are made, and how much each counts: the
 * fixed-point numbers of Pillow's Resample.c. Only those of a part of it are computed.
 */
final class FilterAxis {
  /**
   * As Pillow: 8 bits for the result, 2 for the sum of weights that go below zero and above one.
   */
  static final int PRECISION_BITS = 32 - 8 - 2;

  private static final int ONE = 1 << PRECISION_BITS;

  private final int count;
  private final int most;
  private final int[] from;
  private final int[] end;
  private final int[] weights;

  /**
   * @param most the pixels of which one is made, at most
   */
  private FilterAxis(int count, int most) {
    this.count = count;
    this.most = most;
    this.from = new int[count];
    this.end = new int[count];
    this.weights = new int[count * most];
  }

  /**
   * Computes those of a part.
   *
   * @param length of the row or column
   * @param newLength what it becomes
   * @param first of the new ones that are wanted
   * @param count how many of them
   */
  static FilterAxis of(Interpolation filter, int length, int newLength, int first, int count) {
    if (length == newLength) {
      return same(first, count);
    }
    return filter == Interpolation.NEAREST
        ? nearest(length, newLength, first, count)
        : filtered(filter, length, newLength, first, count);
  }

  private static FilterAxis same(int first, int count) {
    FilterAxis axis = new FilterAxis(count, 1);
    for (int i = 0; i < count; i++) {
      axis.from[i] = first + i;
      axis.end[i] = first + i + 1;
    }
    Arrays.fill(axis.weights, ONE);
    return axis;
  }

  /** Pillow adds up the places of the pixels, and errors of rounding with them. */
  private static FilterAxis nearest(int length, int newLength, int first, int count) {
    FilterAxis axis = new FilterAxis(count, 1);
    double step = (double) length / newLength;
    double place = step * 0.5;
    for (int i = 0; i < first; i++) {
      place += step;
    }
    for (int i = 0; i < count; i++, place += step) {
      axis.from[i] = Math.min(length, (int) place);
      axis.end[i] = Math.min(length, axis.from[i] + 1);
    }
    Arrays.fill(axis.weights, ONE);
    return axis;
  }

  private static FilterAxis filtered(
      Interpolation filter, int length, int newLength, int first, int count) {
    double scale = (double) length / newLength;
    double filterScale = Math.max(scale, 1);
    double support = filter.support() * filterScale;
    int most = Math.min(length, (int) Math.ceil(support) * 2 + 1);
    FilterAxis axis = new FilterAxis(count, most);
    double[] exact = new double[most];
    for (int i = 0; i < count; i++) {
      double centre = (first + i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(length, (int) (centre + support + 0.5));
      double sum = 0;
      for (int x = 0; x < end - from; x++) {
        exact[x] = filter.weight((x + from - centre + 0.5) * (1 / filterScale));
        sum += exact[x];
      }
      for (int x = 0; x < end - from; x++) {
        double weight = sum == 0 ? exact[x] : exact[x] / sum;
        axis.weights[i * most + x] = (int) (weight * ONE + (weight < 0 ? -0.5 : 0.5));
      }
      axis.from[i] = from;
      axis.end[i] = end;
    }
    return axis;
  }

  /** How many new pixels are described. */
  int count() {
    return count;
  }

  /** How many numbers it holds. */
  int size() {
    return weights.length;
  }

  /** The first pixel that a new one is made of. */
  int from(int index) {
    return from[index];
  }

  /** The one after the last of them. */
  int end(int index) {
    return end[index];
  }

  /** The weights of new pixels, {@link #most} places for each. */
  int[] weights() {
    return weights;
  }

  /** The most pixels of which one is made. */
  int most() {
    return most;
  }

  /** The first of the new pixels that is made of this one or of later ones. */
  int firstOf(int pixel) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end[middle] > pixel) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
