package forwardpass.nn;

/** Widens one pixel after the other: fast from the first image on, and on any machine. */
final class ScalarWidening implements Widening {
  @Override
  public void widen(
      byte[] pixels, int rows, NonzeroColumns columns, float scale, float[] selected) {
    int to = 0;
    for (int row = 0; row < rows; row++) {
      for (int run = 0; run < columns.runs(); run++) {
        int from = row * columns.width() + columns.start(run);
        widenRun(pixels, from, columns.length(run), scale, selected, to);
        to += columns.length(run);
      }
    }
  }

  private static void widenRun(
      byte[] pixels, int from, int length, float scale, float[] selected, int to) {
    for (int i = 0; i < length; i++) {
      selected[to + i] = (pixels[from + i] & 0xff) * scale;
    }
  }
}
