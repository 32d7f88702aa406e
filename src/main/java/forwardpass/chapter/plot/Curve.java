package forwardpass.chapter.plot;

import forwardpass.nn.Activation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An activation function at the chapter's points, {@code numpy.arange(-5.0, 5.0, 0.1)}: a hundred,
 * 5 not among them.
 *
 * @param x ascending
 * @param y as many, computed by the networks' own activation, in float32
 */
record Curve(String name, boolean dashed, double[] x, double[] y) {
  static final double START = -5;
  static final double STOP = 5;
  private static final double STEP = 0.1;
  private static final int POINTS = 100;

  static Curve of(Activation activation) {
    return of(activation, false);
  }

  static Curve dashed(Activation activation) {
    return of(activation, true);
  }

  private static Curve of(Activation activation, boolean dashed) {
    double[] x = new double[POINTS];
    float[] row = new float[POINTS];
    double step = START + STEP - START; // as NumPy has it: a rounding less than 0.1
    for (int i = 0; i < POINTS; i++) {
      x[i] = START + i * step;
      row[i] = (float) x[i];
    }
    float[] applied = activation.of(row);
    double[] y = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      y[i] = applied[i];
    }
    return new Curve(activation.name().toLowerCase(Locale.ROOT), dashed, x, y);
  }

  /** The same curve without the points that lie level between the two beside them. */
  Curve corners() {
    int[] corners =
        IntStream.range(0, x.length)
            .filter(i -> i == 0 || i == x.length - 1 || y[i - 1] != y[i] || y[i] != y[i + 1])
            .toArray();
    return new Curve(
        name,
        dashed,
        Arrays.stream(corners).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(corners).mapToDouble(i -> y[i]).toArray());
  }

  /** The height above a place, on the line between the points beside it; not a number outside. */
  double at(double place) {
    for (int i = 1; i < x.length; i++) {
      if (x[i - 1] <= place && place <= x[i]) {
        return y[i - 1] + (y[i] - y[i - 1]) * (place - x[i - 1]) / (x[i] - x[i - 1]);
      }
    }
    return Double.NaN;
  }
}
