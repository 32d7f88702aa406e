package forwardpass.chapter.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Curves from x = -5 to 5 in 80 columns and, 20 lines of text. */
final class TextPlot {
  private static final int ROWS = 17;
  private static final int COLUMNS_PER_UNIT = 7;
  private static final int COLUMNS = (int) ((Curve.STOP - Curve.START) * COLUMNS_PER_UNIT) + 1;
  private static final int MOST_TICKS = 8;
  private static final int DASH = 4;
  private static final String MARGIN = " ".repeat(6);

  private final String title;
  private final double yMin;
  private final double yMax;
  private final char[][] cells = new char[ROWS][COLUMNS];
  private final List<String> legend = new ArrayList<>();

  /**
   * @param yMin the height of the lowest line
   * @param yMax the height of the highest
   */
  TextPlot(String title, double yMin, double yMax) {
    this.title = title;
    this.yMin = yMin;
    this.yMax = yMax;
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  /** Draws a curve over what is there; one that is dashed leaves gaps. */
  void draw(Curve curve) {
    char ink = curve.dashed() ? 'o' : '*';
    legend.add(ink + " " + curve.name());
    int before = -1;
    for (int column = 0; column < COLUMNS; column++) {
      double y = curve.at(Curve.START + (double) column / COLUMNS_PER_UNIT);
      if (!Double.isNaN(y)) {
        int row = row(y);
        drawUpright(
            column,
            before < 0 ? row : before + Integer.signum(row - before),
            row,
            ink,
            curve.dashed());
        before = row;
      }
    }
  }

  private void drawUpright(int column, int from, int to, char ink, boolean dashed) {
    for (int row = Math.min(from, to); row <= Math.max(from, to); row++) {
      boolean gap = dashed && (column + row) % DASH >= DASH / 2;
      if (!gap && row >= 0 && row < ROWS) {
        cells[row][column] = ink;
      }
    }
  }

  private int row(double y) {
    return (int) Math.round((yMax - y) / (yMax - yMin) * (ROWS - 1));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(MARGIN + " " + title + legendText() + "\n");
    String[] labels = yLabels();
    for (int row = 0; row < ROWS; row++) {
      text.append(labels[row] + "|" + String.valueOf(cells[row]).stripTrailing() + "\n");
    }
    return text.append(xAxis()).toString();
  }

  private String legendText() {
    return legend.size() < 2 ? "" : ": " + String.join(", ", legend);
  }

  /** Those of the ticks, each on the line that its height falls on. */
  private String[] yLabels() {
    String[] labels = new String[ROWS];
    Arrays.fill(labels, MARGIN);
    double step = tickStep();
    for (long tick = (long) Math.ceil(yMin / step); tick * step <= yMax; tick++) {
      labels[row(tick * step)] = String.format(Locale.ROOT, "%5.1f ", tick * step);
    }
    return labels;
  }

  /** 1, 2 or 5 times a power of ten. */
  private double tickStep() {
    double least = (yMax - yMin) / MOST_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int times : new int[] {1, 2, 5}) {
      if (times * power >= least) {
        return times * power;
      }
    }
    return 10 * power;
  }

  private static String xAxis() {
    StringBuilder line = new StringBuilder(MARGIN + "+");
    StringBuilder labels = new StringBuilder();
    for (int column = 0; column < COLUMNS; column++) {
      int x = (int) Curve.START + column / COLUMNS_PER_UNIT;
      boolean tick = column % COLUMNS_PER_UNIT == 0;
      line.append(tick ? '+' : '-');
      if (tick) {
        String label = String.valueOf(x);
        int end = MARGIN.length() + 1 + column + 1; // its last digit under the tick
        labels.append(" ".repeat(end - labels.length() - label.length())).append(label);
      }
    }
    return line.append('\n').append(labels).append('\n').toString();
  }
}
